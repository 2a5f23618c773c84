import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sidekiq-credential',
    title: 'Sidekiq licence credential',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://sidekiq.org/',
    patterns: [
      pattern(['CONTRIBSYS__COM'], 'CONTRIBSYS__COM["\\\' ]{0,3}[=:]["\\\' ]{0,3}(?<secret>[0-9a-f]{8}:[0-9a-f]{8})(?![0-9a-f])'),
    ],
    leaks: ['BUNDLE_GEMS__CONTRIBSYS__COM={hex:8}:{hex:8}'],
    clean: ['BUNDLE_GEMS__CONTRIBSYS__COM=$BUNDLE_GEMS__CONTRIBSYS__COM'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'media-model-key',
    title: 'Key of a media model service (Pollinations, Crossmint, Kickbox)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://auth.pollinations.ai/',
    patterns: [
      prefixed('plln_sk_', '[A-Za-z0-9]{24,40}'),
      prefixed('sk_staging_', '[A-Za-z0-9]{30,80}'),
      prefixed('sk_production_', '[A-Za-z0-9]{30,80}'),
      prefixed('live_', '[A-Za-z0-9]{60,70}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['plln_sk_{base62:32}'],
    clean: ['plln_sk_{base62:7}'],
  }),
] as const;

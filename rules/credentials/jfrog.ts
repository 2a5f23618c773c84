import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'jfrog-token',
    title: 'JFrog Artifactory token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
    patterns: [
      prefixed('AKCp', '[A-Za-z0-9]{69,73}', { evidence: [{ name: 'structure', options: { kind: 'jfrog-key' } }] }),
      prefixed('cmVmdGtu', '[A-Za-z0-9+/]{56}', { evidence: [{ name: 'structure', options: { kind: 'jfrog-reference' } }] }),
      assigned(['jfrog', 'artifactory', 'bintray'], '[A-Za-z0-9]{64,73}'),
    ],
    leaks: ['AKCp8{base58:68}', '{b64(reftkn:01:{digits:10}:{base62:27})}'],
    clean: ['AKCp8{base58:7}'],
  }),
] as const;

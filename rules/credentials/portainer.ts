import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'portainer-key',
    title: 'Portainer key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.portainer.io/api/access',
    patterns: [
      prefixed('ptr_', '[A-Za-z0-9+/]{32,48}={0,2}'),
    ],
    leaks: ['ptr_{base62:44}'],
    clean: ['ptr_{base62:7}'],
  }),
] as const;

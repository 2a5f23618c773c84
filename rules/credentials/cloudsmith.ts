import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cloudsmith-key',
    title: 'Cloudsmith key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloudsmith.io/user/settings/api/',
    patterns: [
      prefixed('csa_', '[A-Za-z0-9]{36,44}'),
      assigned(['cloudsmith'], '[0-9a-f]{40}'),
    ],
    leaks: ['csa_{base62:36}', 'CLOUDSMITH_TOKEN={hex:40}'],
    clean: ['csa_{base62:9}', 'CLOUDSMITH_TOKEN=$CLOUDSMITH_TOKEN'],
  }),
] as const;

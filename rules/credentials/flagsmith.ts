import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'flagsmith-key',
    title: 'Flagsmith key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.flagsmith.com/',
    patterns: [
      prefixed('ser.', '[A-Za-z0-9]{20,24}'),
      assigned(['flagsmith'], '[A-Za-z0-9]{22}|[0-9a-f]{40}'),
    ],
    leaks: ['ser.{base62:20}', 'FLAGSMITH_TOKEN={base62:22}'],
    clean: ['ser.{base62:5}', 'FLAGSMITH_TOKEN=$FLAGSMITH_TOKEN'],
  }),
] as const;

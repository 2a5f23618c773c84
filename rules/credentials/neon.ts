import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'neon-key',
    title: 'Neon key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.neon.tech/app/settings/api-keys',
    references: ['https://neon.com/docs/manage/api-keys'],
    patterns: [
      prefixed('napi_', '[a-z0-9]{64}'),
    ],
    leaks: ['napi_{alnum:64}'],
    clean: ['napi_{alnum:16}'],
  }),
] as const;

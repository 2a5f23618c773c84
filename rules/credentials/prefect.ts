import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'prefect-key',
    title: 'Prefect key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.prefect.cloud/my/api-keys',
    references: ['https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys'],
    patterns: [
      prefixed('pnu_', '[A-Za-z0-9]{36}'),
      prefixed('pnb_', '[A-Za-z0-9]{36}'),
    ],
    leaks: ['pnu_{base62:36}', 'pnb_{base62:36}'],
    clean: ['pnu_{base62:9}', 'pnb_{base62:9}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'workflow-service-key',
    title: 'Key of a workflow service (Prefect, Inngest, Trigger.dev)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys',
    patterns: [
      prefixed('pnu_', '[A-Za-z0-9]{36}'),
      prefixed('pnb_', '[A-Za-z0-9]{36}'),
      prefixed('signkey-', '[a-z]{1,12}-[0-9a-f]{32,64}'),
      prefixed('tr_prod_', '[A-Za-z0-9]{20,24}'),
    ],
    leaks: ['pnu_{base62:36}'],
    clean: ['pnu_{base62:7}'],
  }),
] as const;

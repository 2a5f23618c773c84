import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'trigger-dev-key',
    title: 'Trigger.dev key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.trigger.dev/',
    patterns: [
      prefixed('tr_prod_', '[A-Za-z0-9]{20,24}'),
      prefixed('tr_dev_', '[A-Za-z0-9]{20,24}'),
      prefixed('tr_stg_', '[A-Za-z0-9]{20,24}'),
      prefixed('tr_pat_', '[A-Za-z0-9]{40}'),
    ],
    leaks: ['tr_prod_{base62:20}', 'tr_dev_{base62:20}', 'tr_stg_{base62:20}', 'tr_pat_{base62:40}'],
    clean: ['tr_prod_{base62:5}', 'tr_dev_{base62:5}', 'tr_stg_{base62:5}', 'tr_pat_{base62:10}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'easypost-key',
    title: 'EasyPost key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.easypost.com/account/settings',
    references: ['https://nango.dev/docs/api-integrations/easypost/connect'],
    patterns: [
      prefixed('EZAK', '[A-Za-z0-9]{54}'),
      prefixed('EZTK', '[A-Za-z0-9]{54}'),
    ],
    leaks: ['EZAK{base62:54}', 'EZTK{base62:54}'],
    clean: ['EZAK{base62:13}', 'EZTK{base62:13}'],
  }),
] as const;

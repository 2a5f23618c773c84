import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'clickup-token',
    title: 'ClickUp token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.clickup.com/settings/apps',
    patterns: [
      pattern(['pk_'], '(?<![A-Za-z0-9])(?<secret>pk_\\d{1,12}_[A-Z0-9]{32})(?![A-Za-z0-9])'),
    ],
    leaks: ['pk_{digits:8}_{ALNUM:32}'],
    clean: ['pk_{digits:8}_{ALNUM:8}'],
  }),
] as const;

import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'comet-key',
    title: 'Comet key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.comet.com/account-settings/apiKeys',
    patterns: [
      keyed(['comet'], '[A-Za-z0-9]{25}'),
    ],
    leaks: ['COMET_TOKEN={base62:25}'],
    clean: ['COMET_TOKEN=$COMET_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'codeclimate-token',
    title: 'Code Climate token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://codeclimate.com/profile/tokens',
    references: ['https://nango.dev/docs/integrations/all/codeclimate'],
    patterns: [
      assigned(['codeclimate', 'cc_test_reporter'], '[0-9a-f]{64}|[0-9a-f]{40}'),
    ],
    leaks: ['CODECLIMATE_TOKEN={hex:64}'],
    clean: ['CODECLIMATE_TOKEN=$CODECLIMATE_TOKEN'],
  }),
] as const;

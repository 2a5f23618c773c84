import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'exa-key',
    title: 'Exa key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.exa.ai/api-keys',
    patterns: [
      keyed(['exa'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['EXA_TOKEN={uuid}'],
    clean: ['EXA_TOKEN=$EXA_TOKEN'],
  }),
] as const;

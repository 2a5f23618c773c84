import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'leonardo-key',
    title: 'Leonardo AI key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.leonardo.ai/api-access',
    patterns: [
      keyed(['leonardo'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['LEONARDO_TOKEN={uuid}'],
    clean: ['LEONARDO_TOKEN=$LEONARDO_TOKEN'],
  }),
] as const;

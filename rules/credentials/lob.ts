import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lob-key',
    title: 'Lob key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.lob.com/settings/api-keys',
    references: ['https://nango.dev/docs/api-integrations/lob/connect'],
    patterns: [
      prefixed('live_', '[0-9a-f]{35}'),
      prefixed('test_', '[0-9a-f]{35}', { confidence: 'low' }),
      prefixed('test_pub_', '[0-9a-f]{31}', { confidence: 'low' }),
      prefixed('live_pub_', '[0-9a-f]{31}', { confidence: 'low' }),
    ],
    leaks: ['live_{hex:35}', 'test_{hex:35}', 'test_pub_{hex:31}', 'live_pub_{hex:31}'],
    clean: ['live_{hex:8}', 'test_{hex:8}', 'test_pub_{hex:7}', 'live_pub_{hex:7}'],
  }),
] as const;

import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kit-key',
    title: 'Kit (ConvertKit) key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.kit.com/account_settings/developer_settings',
    patterns: [
      prefixed('kit_', '[0-9a-f]{32}'),
      assigned(['convertkit'], '[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['kit_{hex:32}', 'CONVERTKIT_TOKEN={base62:22}'],
    clean: ['kit_{hex:8}', 'CONVERTKIT_TOKEN=$CONVERTKIT_TOKEN'],
  }),
] as const;

import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'plaid-credential',
    title: 'Plaid credential',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.plaid.com/developers/keys',
    patterns: [
      prefixed('access-production-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('access-sandbox-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('access-development-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      assigned(['plaid'], '[0-9a-f]{30}|[0-9a-f]{24}'),
    ],
    companions: [
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '(?:client[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{24})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['access-production-{uuid}', 'access-sandbox-{uuid}', 'access-development-{uuid}', 'PLAID_TOKEN={hex:30}'],
    clean: ['access-production-{hex:8}', 'access-sandbox-{hex:8}', 'access-development-{hex:8}', 'PLAID_TOKEN=$PLAID_TOKEN'],
  }),
] as const;

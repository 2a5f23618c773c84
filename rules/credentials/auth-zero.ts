import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'auth-zero-secret',
    title: 'Auth0 secret or token',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://manage.auth0.com/#/applications',
    references: ['https://nango.dev/docs/integrations/all/auth0-cc/connect'],
    patterns: [
      assigned(['auth0'], '[A-Za-z0-9_-]{64}|[A-Za-z0-9_-]{48}|[A-Za-z0-9_-]{40}'),
    ],
    companions: [
      { label: 'tenant', regex: '[\\w-]{2,60}(?:\\.\\w\\w)?\\.auth0\\.com' },
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '(?:client[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[A-Za-z0-9]{32})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['AUTH0_TOKEN={base62:64}'],
    clean: ['AUTH0_TOKEN=$AUTH0_TOKEN'],
  }),
] as const;

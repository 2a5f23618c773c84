import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'snyk-token',
    title: 'Token of a code scanner (Snyk, Codecov)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.snyk.io/account',
    patterns: [
      assigned(['snyk'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      assigned(['codecov'], '[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['SNYK_TOKEN={uuid}'],
    clean: ['SNYK_TOKEN=$SNYK_TOKEN'],
  }),
] as const;

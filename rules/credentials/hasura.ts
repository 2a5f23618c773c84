import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'hasura-secret',
    title: 'Hasura admin secret',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://hasura.io/docs/latest/deployment/securing-graphql-endpoint/',
    patterns: [
      assigned(['hasura'], '[A-Za-z0-9]{64}|[A-Za-z0-9]{32}'),
    ],
    leaks: ['HASURA_TOKEN={base62:64}'],
    clean: ['HASURA_TOKEN=$HASURA_TOKEN'],
  }),
] as const;

import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'keycloak-secret',
    title: 'Keycloak client secret',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.keycloak.org/docs/latest/server_admin/#_client-credentials',
    patterns: [
      assigned(['keycloak'], '[A-Za-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    companions: [beside('client', '(?:keycloak|kc)_?(?:client_?id|resource)', '[\\w.-]{2,60}'), beside('realm', '(?:keycloak|kc)_?realm', '[\\w.-]{2,60}')],
    leaks: ['KEYCLOAK_TOKEN={base62:32}'],
    clean: ['KEYCLOAK_TOKEN=$KEYCLOAK_TOKEN'],
  }),
] as const;

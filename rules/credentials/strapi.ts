import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'strapi-token',
    title: 'Strapi token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.strapi.io/dev-docs/configurations/api-tokens',
    patterns: [
      assigned(['strapi'], '[0-9a-f]{256}'),
    ],
    leaks: ['STRAPI_TOKEN={hex:256}'],
    clean: ['STRAPI_TOKEN=$STRAPI_TOKEN'],
  }),
] as const;

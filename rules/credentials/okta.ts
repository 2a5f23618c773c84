import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'identity-provider-token',
    title: 'Token of an identity provider (Okta, Auth0, Clerk)',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developer.okta.com/docs/guides/create-an-api-token/',
    patterns: [
      assigned(['okta'], '00[\\w=-]{40}'),
      assigned(['auth0'], '[\\w-]{64}'),
      assigned(['okta', 'auth0'], '[\\w-]{40}'),
    ],
    leaks: ['OKTA_TOKEN=00{base62:40}', 'AUTH0_CLIENT_SECRET={base62:64}'],
    clean: ['OKTA_TOKEN=$OKTA_TOKEN'],
  }),
] as const;

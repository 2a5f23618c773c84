import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fusionauth-key',
    title: 'FusionAuth key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://fusionauth.io/docs/apis/authentication',
    patterns: [
      assigned(['fusionauth'], '[A-Za-z0-9_-]{64}'),
    ],
    leaks: ['FUSIONAUTH_TOKEN={base62:64}'],
    clean: ['FUSIONAUTH_TOKEN=$FUSIONAUTH_TOKEN'],
  }),
] as const;

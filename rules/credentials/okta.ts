import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'okta-token',
    title: 'Okta token',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
    references: ['https://nango.dev/docs/api-integrations/okta-api-key'],
    patterns: [
      assigned(['okta'], '00[A-Za-z0-9_=-]{40}|[A-Za-z0-9_=-]{40}'),
    ],
    companions: [
      { label: 'organisation', regex: '[\\w-]{2,60}\\.okta(?:preview|-emea)?\\.com' },
    ],
    leaks: ['OKTA_TOKEN=00{base62:40}'],
    clean: ['OKTA_TOKEN=$OKTA_TOKEN'],
  }),
] as const;

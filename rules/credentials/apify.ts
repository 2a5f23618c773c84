import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'apify-token',
    title: 'Apify token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.apify.com/settings/integrations',
    references: ['https://nango.dev/docs/integrations/all/apify/connect'],
    patterns: [
      prefixed('apify_api_', '[A-Za-z0-9]{36}'),
    ],
    leaks: ['apify_api_{base62:36}'],
    clean: ['apify_api_{base62:7}'],
  }),
] as const;

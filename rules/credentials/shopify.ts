import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'shopify-token',
    title: 'Shopify token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://partners.shopify.com/',
    references: ['https://nango.dev/docs/integrations/all/shopify-partner'],
    patterns: [
      prefixed('shpat_', '[0-9a-zA-Z]{32,38}'),
      prefixed('shpca_', '[0-9a-zA-Z]{32,38}'),
      prefixed('shppa_', '[0-9a-zA-Z]{32,38}'),
      prefixed('shpss_', '[0-9a-zA-Z]{32,38}'),
      prefixed('shptka_', '[0-9a-zA-Z]{32,38}'),
    ],
    companions: [
      { label: 'shop', regex: '[a-z0-9-]{2,60}\\.myshopify\\.com' },
    ],
    leaks: ['shpat_{hex:32}'],
    clean: ['shpat_{hex:7}'],
  }),
] as const;

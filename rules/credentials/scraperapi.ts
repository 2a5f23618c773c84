import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scraperapi-key',
    title: 'ScraperAPI key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.scraperapi.com/',
    patterns: [
      assigned(['scraperapi', 'scraper_api'], '[0-9a-f]{32}'),
    ],
    leaks: ['SCRAPERAPI_TOKEN={hex:32}'],
    clean: ['SCRAPERAPI_TOKEN=$SCRAPERAPI_TOKEN'],
  }),
] as const;

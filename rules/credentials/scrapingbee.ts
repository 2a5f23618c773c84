import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scrapingbee-key',
    title: 'ScrapingBee key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.scrapingbee.com/',
    patterns: [
      assigned(['scrapingbee', 'scraping_bee'], '[A-Z0-9]{80}'),
    ],
    leaks: ['SCRAPINGBEE_TOKEN={ALNUM:80}'],
    clean: ['SCRAPINGBEE_TOKEN=$SCRAPINGBEE_TOKEN'],
  }),
] as const;

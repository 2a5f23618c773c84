import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ebay-secret',
    title: 'eBay credential',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.ebay.com/my/keys',
    references: ['https://nango.dev/docs/integrations/all/ebay'],
    patterns: [
      pattern(['PRD-', 'SBX-'], '(?<![A-Za-z0-9])(?<secret>(?:PRD|SBX)-[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})(?![0-9a-f])', { flags: 'i' }),
    ],
    leaks: ['EBAY_CERT=PRD-{hex:12}-{hex:4}-{hex:4}-{hex:4}-{hex:4}'],
    clean: ['PRD-{hex:4}'],
  }),
] as const;

import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'flutterwave-key',
    title: 'Flutterwave key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.flutterwave.com/dashboard/settings/apis',
    patterns: [
      prefixed('FLWSECK-', '[0-9a-f]{32}-X'),
      pattern(['FLWSECK'], '(?<![A-Za-z0-9])(?<secret>FLWSECK(?:_TEST)?-[0-9a-h]{12,48}(?:-X)?)(?![A-Za-z0-9])', { flags: 'i' }),
      pattern(['FLWPUBK'], '(?<![A-Za-z0-9])(?<secret>FLWPUBK_TEST-[0-9a-h]{32}-X)(?![A-Za-z0-9])', { flags: 'i', confidence: 'low' }),
    ],
    leaks: ['FLWSECK-{hex:32}-X'],
    clean: ['FLWSECK-{hex:8}-X'],
  }),
] as const;

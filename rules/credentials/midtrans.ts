import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'midtrans-key',
    title: 'Midtrans server key',
    severity: 'critical',
    allows: 'take payments and refund them',
    revoke: 'https://dashboard.midtrans.com/settings/config_info',
    patterns: [
      prefixed('Mid-server-', '[A-Za-z0-9_-]{20,32}', { evidence: [drawn()] }),
    ],
    leaks: ['MIDTRANS_SERVER_KEY=Mid-server-{base62:24}'],
    clean: ['Mid-server-{word}'],
  }),
] as const;

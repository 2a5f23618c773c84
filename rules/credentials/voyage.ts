import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'voyage-key',
    title: 'Voyage AI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://dash.voyageai.com/',
    patterns: [
      prefixed('pa-', '[A-Za-z0-9_-]{43}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['pa-{base62:43}'],
    clean: ['pa-{base62:7}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'xendit-key',
    title: 'Xendit secret key',
    severity: 'critical',
    allows: 'take payments and send money',
    revoke: 'https://dashboard.xendit.co/settings/developers#api-keys',
    patterns: [
      prefixed('xnd_production_', '[A-Za-z0-9]{56,80}'),
      prefixed('xnd_development_', '[A-Za-z0-9]{56,80}', { confidence: 'low' }),
    ],
    leaks: ['XENDIT_SECRET_KEY=xnd_production_{base62:60}', 'xnd_development_{base62:60}'],
    clean: ['xnd_production_{base62:8}', 'xnd_public_production_{base62:60}'],
  }),
] as const;

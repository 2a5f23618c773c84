import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ionic-token',
    title: 'Ionic Appflow token',
    severity: 'high',
    allows: 'build and publish apps of its owner',
    revoke: 'https://dashboard.ionicframework.com/settings/personal-access-tokens',
    patterns: [
      prefixed('ion_', '[A-Za-z0-9]{42}', { evidence: [drawn()] }),
    ],
    leaks: ['IONIC_TOKEN=ion_{base62:42}'],
    clean: ['ion_{base62:8}'],
  }),
] as const;

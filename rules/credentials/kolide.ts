import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kolide-key',
    title: 'Kolide API key',
    severity: 'high',
    allows: 'read the state of the devices of the organisation',
    revoke: 'https://app.kolide.com/settings/admin/developers/api_keys',
    patterns: [
      prefixed('k2sk_v1_', '[A-Za-z0-9]{24}'),
    ],
    leaks: ['KOLIDE_API_KEY=k2sk_v1_{base62:24}'],
    clean: ['k2sk_v1_{base62:6}'],
  }),
] as const;

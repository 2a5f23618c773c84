import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'samsara-token',
    title: 'Samsara token',
    severity: 'high',
    allows: 'follow vehicles and drivers',
    revoke: 'https://cloud.samsara.com/',
    patterns: [
      prefixed('samsara_api_', '[A-Za-z0-9]{26,32}'),
    ],
    leaks: ['SAMSARA_API_TOKEN=samsara_api_{base62:30}'],
    clean: ['samsara_api_{base62:8}'],
  }),
] as const;

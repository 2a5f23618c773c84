import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'stackhawk-key',
    title: 'StackHawk API key',
    severity: 'high',
    allows: 'run scans and read what they found',
    revoke: 'https://app.stackhawk.com/settings/apikeys',
    patterns: [
      prefixed('hawk.', '[0-9A-Za-z_-]{20}\\.[0-9A-Za-z_-]{20}'),
    ],
    leaks: ['HAWK_API_KEY=hawk.{base62:20}.{base62:20}'],
    clean: ['hawk.{word}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'adafruit-key',
    title: 'Adafruit IO key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://io.adafruit.com/',
    patterns: [
      prefixed('aio_', '[A-Za-z0-9]{28}'),
    ],
    leaks: ['aio_{base62:28}'],
    clean: ['aio_{base62:7}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ubidots-token',
    title: 'Ubidots token',
    severity: 'medium',
    allows: 'read and write the data of the devices',
    revoke: 'https://industrial.ubidots.com/accounts/api_credentials',
    patterns: [
      prefixed('BBFF-', '[A-Za-z0-9]{30,40}'),
      prefixed('BBUS-', '[A-Za-z0-9]{30,40}'),
    ],
    leaks: ['BBFF-{base62:30}'],
    clean: ['BBFF-{base62:8}'],
  }),
] as const;

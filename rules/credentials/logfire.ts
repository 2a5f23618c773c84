import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'logfire-token',
    title: 'Logfire token',
    severity: 'medium',
    allows: 'write traces, and read them where its scope allows',
    revoke: 'https://logfire.pydantic.dev/',
    patterns: [
      prefixed('pylf_v1_', '(?:us|eu|local|staging\\w{0,4})_[A-Za-z0-9]{43,44}'),
    ],
    leaks: ['LOGFIRE_TOKEN=pylf_v1_us_{base62:44}', 'pylf_v1_eu_{base62:44}'],
    clean: ['pylf_v1_us_{base62:8}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'datastax-token',
    title: 'DataStax Astra token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://astra.datastax.com/settings/tokens',
    patterns: [
      prefixed('AstraCS:', '[A-Za-z]{24}:[0-9a-f]{64}'),
    ],
    leaks: ['AstraCS:{alpha:24}:{hex:64}'],
    clean: ['AstraCS:{alpha:6}:{hex:16}'],
  }),
] as const;

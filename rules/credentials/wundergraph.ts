import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wundergraph-key',
    title: 'WunderGraph Cosmo API key',
    severity: 'high',
    allows: 'read and change the federated graphs',
    revoke: 'https://cosmo.wundergraph.com',
    patterns: [
      prefixed('cosmo_', '[0-9a-f]{32}'),
    ],
    leaks: ['COSMO_API_KEY=cosmo_{hex:32}'],
    clean: ['cosmo_{hex:10}'],
  }),
] as const;

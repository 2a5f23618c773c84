import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cockroachdb-key',
    title: 'CockroachDB Cloud key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cockroachlabs.cloud/service-accounts',
    patterns: [
      prefixed('CCDB1_', '[A-Za-z0-9]{22}_[A-Za-z0-9]{40}'),
    ],
    leaks: ['CCDB1_{base62:22}_{base62:40}'],
    clean: ['CCDB1_{base62:5}_{base62:10}'],
  }),
] as const;

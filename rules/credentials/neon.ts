import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'neon-key',
    title: 'Key of a database service (Neon, CockroachDB, Atlas, DataStax)',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.neon.tech/app/settings/api-keys',
    patterns: [
      prefixed('napi_', '[a-z0-9]{64}'),
      prefixed('CCDB1_', '[A-Za-z0-9]{22}_[A-Za-z0-9]{40}'),
      prefixed('mdb_sa_sk_', '[A-Za-z0-9_-]{40}'),
      prefixed('AstraCS:', '[A-Za-z]{24}:[0-9a-f]{64}'),
    ],
    leaks: ['napi_{alnum:64}', 'mdb_sa_sk_{base62:40}'],
    clean: ['napi_{alnum:7}'],
  }),
] as const;

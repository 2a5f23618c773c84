import { assigned, beside, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mongodb-atlas-key',
    title: 'MongoDB Atlas key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.mongodb.com/v2#/preferences/organizations',
    patterns: [
      prefixed('mdb_sa_sk_', '[A-Za-z0-9_-]{40}'),
      assigned(['mongodb_atlas', 'mongodb atlas', 'atlas_private', 'atlas_api'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    companions: [beside('public key', '(?:atlas_?)?public_?(?:api_?)?key', '[a-z]{8}')],
    leaks: ['mdb_sa_sk_{base62:40}', 'MONGODB_ATLAS_TOKEN={uuid}'],
    clean: ['mdb_sa_sk_{base62:10}', 'MONGODB_ATLAS_TOKEN=$MONGODB_ATLAS_TOKEN'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'crossmint-key',
    title: 'Crossmint key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.crossmint.com/console/projects/apiKeys',
    patterns: [
      prefixed('sk_staging_', '[A-Za-z0-9]{28,200}'),
      prefixed('sk_production_', '[A-Za-z0-9]{28,200}'),
      prefixed('ck_staging_', '[A-Za-z0-9]{28,200}', { confidence: 'low' }),
      prefixed('ck_production_', '[A-Za-z0-9]{28,200}', { confidence: 'low' }),
    ],
    leaks: ['sk_staging_{base62:28}', 'sk_production_{base62:28}', 'ck_staging_{base62:28}', 'ck_production_{base62:28}'],
    clean: ['sk_staging_{base62:7}', 'sk_production_{base62:7}', 'ck_staging_{base62:7}', 'ck_production_{base62:7}'],
  }),
] as const;

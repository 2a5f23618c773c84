import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pganalyze-key',
    title: 'pganalyze API key',
    severity: 'medium',
    allows: 'read the statistics and queries of the databases that it watches',
    revoke: 'https://pganalyze.com/docs/api',
    patterns: [
      prefixed('pgar_', '[A-Za-z0-9]{27}'),
    ],
    leaks: ['PGANALYZE_API_KEY=pgar_{base62:27}'],
    clean: ['pgar_{base62:8}'],
  }),
] as const;

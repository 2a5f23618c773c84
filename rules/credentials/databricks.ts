import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'databricks-token',
    title: 'Databricks token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    references: ['https://github.com/secretlint/secretlint/tree/master/packages/@secretlint/secretlint-rule-databricks'],
    patterns: [
      prefixed('dapi', '[0-9a-f]{32}(?:-\\d)?'),
      prefixed('dose', '[0-9a-f]{32}'),
    ],
    companions: [
      { label: 'host', regex: '[\\w.-]{3,80}\\.(?:cloud\\.databricks\\.com|azuredatabricks\\.net|gcp\\.databricks\\.com)' },
    ],
    leaks: ['dapi{hex:32}'],
    clean: ['dapi{hex:7}'],
  }),
] as const;

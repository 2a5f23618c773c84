import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'harness-token',
    title: 'Harness token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
    patterns: [
      prefixed('pat.', '[A-Za-z0-9_-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}'),
      prefixed('sat.', '[A-Za-z0-9_-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}'),
    ],
    leaks: ['pat.{base62:22}.{hex:24}.{base62:20}', 'sat.{base62:22}.{hex:24}.{base62:20}'],
    clean: ['pat.{base62:5}.{hex:6}.{base62:5}', 'sat.{base62:5}.{hex:6}.{base62:5}'],
  }),
] as const;

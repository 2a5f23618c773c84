import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sonar-token',
    title: 'SonarQube token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://sonarcloud.io/account/security',
    patterns: [
      prefixed('squ_', '[0-9a-f]{40}'),
      prefixed('sqp_', '[0-9a-f]{40}'),
      prefixed('sqa_', '[0-9a-f]{40}'),
      prefixed('sqco_', '[A-Za-z0-9]{50,64}'),
      assigned(['sonar', 'sonar_login', 'sonar_token'], '[0-9a-f]{40}'),
    ],
    leaks: ['sqp_{hex:40}', 'SONAR_TOKEN={hex:40}'],
    clean: ['sqp_{hex:7}'],
  }),
] as const;

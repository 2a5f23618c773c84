import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ci-service-token',
    title: 'Token of a CI service (Travis, Drone, TeamCity, Harness, Jenkins, Bitrise)',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/CI_CD_Security_Cheat_Sheet.html',
    patterns: [
      assigned(['travis'], '[A-Za-z0-9]{22}'),
      assigned(['drone'], '[A-Za-z0-9]{32}'),
      prefixed('eyJ0eXAiOiAiVENWMiJ9.', '[\\w-]{36}\\.[\\w-]{48}'),
      prefixed('pat.', '[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}'),
      prefixed('sat.', '[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}'),
      assigned(['jenkins'], '11[0-9a-f]{32}|[0-9a-f]{32}'),
    ],
    leaks: ['TRAVIS_TOKEN={base62:22}', 'pat.{base62:22}.{hex:24}.{base62:20}', 'JENKINS_API_TOKEN=11{hex:32}'],
    clean: ['TRAVIS_TOKEN=$TRAVIS_TOKEN'],
  }),
] as const;

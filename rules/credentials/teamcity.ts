import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'teamcity-token',
    title: 'TeamCity token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens',
    patterns: [
      prefixed('eyJ0eXAiOiAiVENWMiJ9.', '[A-Za-z0-9_-]{36}\\.[A-Za-z0-9_-]{48}'),
    ],
    leaks: ['eyJ0eXAiOiAiVENWMiJ9.{base62:36}.{base62:48}'],
    clean: ['eyJ0eXAiOiAiVENWMiJ9.{base62:9}.{base62:12}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'snowflake-token',
    title: 'Snowflake credential',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.snowflake.com/en/user-guide/programmatic-access-tokens',
    patterns: [
      assigned(['snowflake'], '[A-Za-z0-9_.!-]{32,100}'),
    ],
    companions: [
      { label: 'account', regex: '(?:account)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[\\w.-]{4,60})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['SNOWFLAKE_PASSWORD={base62:32}'],
    clean: ['SNOWFLAKE_PASSWORD=$SNOWFLAKE_PASSWORD'],
  }),
] as const;

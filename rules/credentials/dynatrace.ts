import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dynatrace-token',
    title: 'Dynatrace token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    patterns: [
      pattern(['dt0c01.', 'dt0s0'], '(?<![A-Za-z0-9])(?<secret>dt0[a-z]\\d\\d\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{64})(?![A-Za-z0-9])', { flags: 'i' }),
    ],
    leaks: ['dt0c01.{ALNUM:24}.{ALNUM:64}'],
    clean: ['dt0c01.{ALNUM:7}.{ALNUM:7}'],
  }),
] as const;

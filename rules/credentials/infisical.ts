import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'infisical-token',
    title: 'Infisical token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://infisical.com/docs/documentation/platform/token',
    patterns: [
      pattern(['st.'], '(?<![A-Za-z0-9.])(?<secret>st\\.[0-9a-f]{24}\\.[0-9a-f]{32}\\.[0-9a-f]{32})(?![0-9a-f])'),
      pattern(['st.'], '(?<![A-Za-z0-9.])(?<secret>st\\.[0-9a-f-]{36}\\.[0-9a-f]{32}\\.[0-9a-f]{32})(?![0-9a-f])'),
      assigned(['infisical'], '[0-9a-f]{64}'),
    ],
    leaks: ['INFISICAL_TOKEN={hex:64}', 'INFISICAL_TOKEN=st.{hex:24}.{hex:32}.{hex:32}'],
    clean: ['INFISICAL_TOKEN=$INFISICAL_TOKEN'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fly-token',
    title: 'Fly.io token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://fly.io/user/personal_access_tokens',
    references: ['https://fly.io/docs/security/tokens/'],
    patterns: [
      pattern(['fm1r_', 'fm2_', 'fm1a_', 'fo1_'], '(?<![A-Za-z0-9_])(?<secret>(?:fm1r_|fm1a_|fm2_)[A-Za-z0-9+/]{80,2000}={0,3}|fo1_[\\w-]{43})(?![A-Za-z0-9+/=])'),
    ],
    leaks: ['FlyV1 fm2_{base64:120}'],
    clean: ['FlyV1 fm2_{base64:7}'],
  }),
] as const;

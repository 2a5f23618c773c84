import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'supabase-key',
    title: 'Supabase key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://supabase.com/dashboard/account/tokens',
    patterns: [
      prefixed('sbp_', '(?:v\\d_)?[0-9a-z]{40}'),
      prefixed('sb_secret_', '[\\w-]{31,40}'),
    ],
    leaks: ['sbp_{hex:40}', 'sb_secret_{base62:31}'],
    clean: ['sbp_{hex:7}'],
  }),
] as const;

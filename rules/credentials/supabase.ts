import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'supabase-key',
    title: 'Supabase key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://supabase.com/dashboard/account/tokens',
    references: ['https://nango.dev/docs/api-integrations/supabase-mcp', 'https://supabase.com/docs/guides/api/api-keys'],
    steps: ['Make a new one and hand it to what needs it.', 'Delete the leaked one: `sbp_` at the account, `sb_secret_` in the settings of the project.', "Look through the project's logs for requests that are not yours."],
    patterns: [
      prefixed('sbp_', '(?:v\\d_)?[0-9a-z]{40}'),
      prefixed('sb_secret_', '[\\w-]{31,40}'),
    ],
    companions: [{ label: 'project', regex: '(?<![\\w.-])(?<id>[a-z0-9]{20})\\.supabase\\.(?:co|in)' }],
    leaks: ['sbp_{hex:40}', 'sb_secret_{base62:31}'],
    clean: ['sbp_{hex:7}'],
  }),
] as const;

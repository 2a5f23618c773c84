import { assigned, beside, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'linkedin-secret',
    title: 'LinkedIn secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.linkedin.com/developers/apps',
    references: ['https://nango.dev/docs/api-integrations/linkedin/how-to-register-your-own-linkedin-api-oauth-app'],
    patterns: [
      assigned(['linkedin', 'linked_in'], '[A-Za-z0-9]{16}|[a-z0-9]{14}'),
      pattern(['WPL_AP'], '(?<secret>WPL_AP[01]\\.[\\w]{14,20}\\.[\\w=/+]{6,10})'),
    ],
    companions: [beside('client', 'linkedin_?client_?id', '[a-z0-9]{12,14}')],
    leaks: ['LINKEDIN_TOKEN={base62:16}'],
    clean: ['LINKEDIN_TOKEN=$LINKEDIN_TOKEN'],
  }),
] as const;

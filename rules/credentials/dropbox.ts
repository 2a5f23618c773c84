import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dropbox-token',
    title: 'Dropbox token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://www.dropbox.com/developers/apps',
    references: ['https://nango.dev/docs/api-integrations/dropbox/how-to-register-your-own-dropbox-api-oauth-app'],
    patterns: [
      prefixed('sl.', '[\\w-]{130,2000}'),
      assigned(['dropbox'], '[a-z0-9]{15}|[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9_=-]{43}'),
    ],
    leaks: ['sl.{base62:140}'],
    clean: ['sl.{base62:7}'],
  }),
] as const;

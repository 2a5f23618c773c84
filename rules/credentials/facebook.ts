import { assigned, beside, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'facebook-token',
    title: 'Facebook or Instagram token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developers.facebook.com/apps/',
    references: ['https://nango.dev/docs/api-integrations/facebook/how-to-register-your-own-facebook-api-oauth-app'],
    patterns: [
      prefixed('EAA', '[MCB][A-Za-z0-9]{40,300}'),
      prefixed('IGQV', '[A-Za-z0-9_]{80,300}'),
      prefixed('EAAA', '[A-Za-z0-9]{100,300}', { evidence: [{ name: 'random' }] }),
      assigned(['facebook', 'fb_app', 'fb_secret'], '[0-9a-f]{32}'),
      pattern(['facebook', 'fb_'], '(?:facebook|fb_)[\\w\\t "\':=-]{0,40}?(?<![0-9])(?<secret>\\d{15,16}\\|[\\w-]{27,40})(?![\\w-])', { flags: 'i' }),
      pattern(['%7C'], '(?<![0-9])(?<secret>\\d{15,16}%7C[\\w-]{27,40})(?![\\w-])', { before: 16, flags: 'i' }),
    ],
    companions: [beside('application', '(?:facebook|fb|meta)_?(?:app|client)_?id', '\\d{13,17}')],
    leaks: ['EAAC{base62:150}', 'FACEBOOK_APP_SECRET={hex:32}'],
    clean: ['EAAC{base62:7}'],
  }),
] as const;

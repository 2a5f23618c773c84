import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'netlify-token',
    title: 'Netlify token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.netlify.com/user/applications',
    references: ['https://howtorotate.com/docs/tutorials/netlify/'],
    patterns: [
      prefixed('nfp_', '[A-Za-z0-9_]{36,48}'),
      assigned(['netlify'], '[A-Za-z0-9_=-]{40,46}'),
    ],
    leaks: ['nfp_{base62:40}'],
    clean: ['nfp_{base62:7}'],
  }),
] as const;

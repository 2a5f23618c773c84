import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'api-platform-key',
    title: 'Key of an API platform (ReadMe, RapidAPI, SettleMint, Typeform, Adobe)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dash.readme.com/',
    patterns: [
      prefixed('rdme_', '[a-z0-9]{70}'),
      prefixed('sm_', '(?:pat|aat|sat)_[A-Za-z0-9]{16}'),
      prefixed('tfp_', '[\\w.=-]{40,59}'),
      prefixed('p8e-', '[A-Za-z0-9]{32}'),
      assigned(['rapidapi'], '[A-Za-z0-9_-]{50}'),
      assigned(['adobe'], '[0-9a-f]{32}'),
    ],
    leaks: ['rdme_{alnum:70}', 'p8e-{alnum:32}'],
    clean: ['rdme_{alnum:7}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nytimes-key',
    title: 'New York Times API key',
    severity: 'low',
    allows: "query at the owner's limits",
    revoke: 'https://developer.nytimes.com/my-apps',
    patterns: [
      assigned(['nytimes', 'new_york_times'], '[A-Za-z0-9=_-]{32}'),
    ],
    leaks: ['NYTIMES_API_KEY={base62:32}'],
    clean: ['NYTIMES_API_KEY=$KEY'],
  }),
] as const;

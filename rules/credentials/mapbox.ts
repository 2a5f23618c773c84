import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mapbox-token',
    title: 'Mapbox secret token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://account.mapbox.com/access-tokens/',
    patterns: [
      prefixed('sk.eyJ', '[\\w-]{30,200}\\.[\\w-]{20,40}'),
      prefixed('tk.eyJ', '[\\w-]{30,200}\\.[\\w-]{20,40}'),
      assigned(['mapbox'], 'pk\\.[a-z0-9]{60}\\.[a-z0-9]{22}'),
    ],
    leaks: ['sk.eyJ{base62:60}.{base62:22}'],
    clean: ['sk.eyJ{base62:7}.{base62:7}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ory-token',
    title: 'Ory token',
    severity: 'critical',
    allows: 'administer the identities of a project',
    revoke: 'https://console.ory.sh/',
    patterns: [
      ...['ory_pat_', 'ory_apikey_', 'ory_wak_'].map((prefix) => prefixed(prefix, '[A-Za-z0-9]{32}')),
      prefixed('ory_at_', '[A-Za-z0-9_-]{43}\\.[A-Za-z0-9_-]{43}'),
      prefixed('ory_rt_', '[A-Za-z0-9_-]{43}\\.[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['ORY_PAT=ory_pat_{base62:32}', 'ory_apikey_{base62:32}', 'ory_wak_{base62:32}', 'ory_at_{base64url:42}k.{base64url:42}k', 'ory_rt_{base64url:42}k.{base64url:42}k'],
    clean: ['ory_pat_{base62:8}'],
  }),
] as const;

import { assigned, beside, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'godaddy-key',
    title: 'GoDaddy key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.godaddy.com/keys',
    patterns: [
      assigned(['godaddy'], '[A-Za-z0-9]{22}|[A-Za-z0-9_-]{35,37}'),
      pattern(['sso-key'], 'sso-key[ \\t]{1,2}(?<secret>[\\w-]{20,42}:[\\w-]{20,26})(?![\\w-])', { flags: 'i', evidence: [{ name: 'random' }] }),
    ],
    companions: [beside('key', 'godaddy_?(?:api_?)?key', '[A-Za-z0-9_]{20,60}')],
    leaks: ['GODADDY_TOKEN={base62:22}'],
    clean: ['GODADDY_TOKEN=$GODADDY_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scout-key',
    title: 'Scout APM key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://scoutapm.com/settings',
    patterns: [
      assigned(['scout_key', 'scout_api'], '[A-Za-z0-9]{20,40}'),
    ],
    leaks: ['SCOUT_KEY={base62:20}'],
    clean: ['SCOUT_KEY=$SCOUT_KEY'],
  }),
] as const;

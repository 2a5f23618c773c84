import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rapidapi-key',
    title: 'RapidAPI key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://rapidapi.com/developer/dashboard',
    patterns: [
      assigned(['rapidapi', 'rapid_api'], '[A-Za-z0-9_-]{50}|[A-Za-z0-9]{36}'),
    ],
    leaks: ['RAPIDAPI_TOKEN={base62:50}'],
    clean: ['RAPIDAPI_TOKEN=$RAPIDAPI_TOKEN'],
  }),
] as const;

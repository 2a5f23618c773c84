import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'strava-secret',
    title: 'Strava secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.strava.com/settings/api',
    patterns: [
      assigned(['strava'], '[0-9a-f]{40}'),
    ],
    companions: [beside('client', 'strava_?client_?id', '\\d{3,8}')],
    leaks: ['STRAVA_TOKEN={hex:40}'],
    clean: ['STRAVA_TOKEN=$STRAVA_TOKEN'],
  }),
] as const;

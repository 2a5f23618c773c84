import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'twitch-token',
    title: 'Twitch token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dev.twitch.tv/console',
    patterns: [
      assigned(['twitch'], '[a-z0-9]{30}'),
    ],
    companions: [beside('client', 'twitch_?client_?id', '[a-z0-9]{30}')],
    leaks: ['TWITCH_TOKEN={alnum:30}'],
    clean: ['TWITCH_TOKEN=$TWITCH_TOKEN'],
  }),
] as const;

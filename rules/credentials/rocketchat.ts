import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rocketchat-token',
    title: 'Rocket.Chat token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.rocket.chat/docs/manage-personal-access-tokens',
    patterns: [
      assigned(['rocketchat', 'rocket.chat', 'rocket_chat'], '[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['ROCKETCHAT_TOKEN={base62:43}'],
    clean: ['ROCKETCHAT_TOKEN=$ROCKETCHAT_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'messagebird-key',
    title: 'MessageBird key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.messagebird.com/developers/access',
    patterns: [
      assigned(['messagebird', 'message_bird'], '[a-z0-9]{25}'),
    ],
    leaks: ['MESSAGEBIRD_API_KEY={alnum:25}'],
    clean: ['MESSAGEBIRD_API_KEY=$MESSAGEBIRD_API_KEY'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'discord-webhook',
    title: 'Discord webhook',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://support.discord.com/hc/en-us/articles/228383668',
    patterns: [
      pattern(['/api/webhooks/'], '/api/(?:v\\d{1,2}/)?webhooks/(?<secret>\\d{15,20}/[\\w-]{60,80})(?![\\w-])'),
    ],
    leaks: ['https://discord.com/api/webhooks/{digits:18}/{base62:68}'],
    clean: ['https://discord.com/api/webhooks/{digits:7}/{base62:7}'],
  }),
] as const;

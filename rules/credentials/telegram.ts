import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'telegram-bot-token',
    title: 'Telegram bot token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://core.telegram.org/bots#6-botfather',
    patterns: [
      pattern([':AA'], '(?<![A-Za-z0-9:_-])(?<secret>\\d{5,16}:AA[\\w-]{32,33})(?![\\w-])', { before: 16 }),
      assigned(['telegram', 'tgbot'], '\\d{5,16}:A[\\w-]{34}'),
    ],
    leaks: ['TELEGRAM_BOT={digits:10}:AA{base62:33}'],
    clean: ['TELEGRAM_BOT=$TELEGRAM_BOT'],
  }),
] as const;

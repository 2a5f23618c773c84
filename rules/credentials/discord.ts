import { assigned, issued, pattern } from '../../src/rule/issued.js';

/** How the base64 of a number of three digits and more begins: a token's first part is the bot's id. The third digit only shows in the fourth letter. */
const HEADS = Array.from({ length: 90 }, (_, index) => Buffer.from(`${10 + index}0`).toString('base64').slice(0, 3));

export const rules = [
  issued({
    id: 'discord-token',
    title: 'Discord bot token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://discord.com/developers/applications',
    references: ['https://nango.dev/docs/api-integrations/discord/how-to-register-your-own-discord-api-oauth-app'],
    patterns: [
      pattern(HEADS, '(?<![A-Za-z0-9_-])(?<secret>[MNO][\\w-]{2}[w-z0-5][\\w-]{20,24}\\.[\\w-]{6}\\.[\\w-]{27,38})(?![\\w-])', { evidence: [{ name: 'numeric-head' }] }),
      assigned(['discord'], '[A-Za-z0-9_-]{24}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27}'),
      assigned(['discord'], '[0-9a-f]{64}|[A-Za-z0-9_-]{32}'),
    ],
    leaks: ['{b64url(9{digits:17})}.{base62:6}.{base62:38}'],
    clean: ['{b64url(9{digits:7})}.{base62:7}.{base62:7}'],
  }),
] as const;

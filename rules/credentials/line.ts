import { issued, keyed, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'line-token',
    title: 'LINE token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.line.biz/console/',
    patterns: [
      keyed(['line_channel', 'line_messaging', 'line_access'], '[0-9a-f]{32}|[A-Za-z0-9+/]{140,180}='),
      pattern(['line_channel'], 'line_channel[\\w-]{0,24}["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9+/]{100,200}=)', { flags: 'i' }),
    ],
    leaks: ['LINE_CHANNEL_TOKEN={hex:32}'],
    clean: ['LINE_CHANNEL_TOKEN=$LINE_CHANNEL_TOKEN'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'uptimerobot-key',
    title: 'UptimeRobot key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.uptimerobot.com/integrations',
    patterns: [
      pattern(['uptimerobot', 'uptime_robot'], 'uptime_?robot[\\w.\\t "\':=(-]{0,40}?(?<secret>[um]\\d{5,12}-[0-9a-f]{24,32})', { flags: 'i' }),
    ],
    leaks: ['UPTIMEROBOT_KEY=u{digits:7}-{hex:24}'],
    clean: ['UPTIMEROBOT_KEY=$X'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'slack-token',
    title: 'Slack token',
    severity: 'high',
    allows: 'read and write messages as the app or person',
    revoke: 'https://api.slack.com/apps',
    references: ['https://nango.dev/docs/api-integrations/slack/webhooks'],
    patterns: [
      pattern(['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-'], '(?<![A-Za-z0-9])(?<secret>xox[abposr]-(?:\\d-)?(?:\\d{1,14}-){1,3}[A-Za-z0-9-]{10,80})(?![A-Za-z0-9])'),
      pattern(['xoxe-', 'xoxe.xox'], '(?<![A-Za-z0-9])(?<secret>xoxe(?:\\.xox[bp])?-\\d-[A-Za-z0-9]{100,220})(?![A-Za-z0-9])'),
      pattern(['xoxc-', 'xoxd-'], '(?<![A-Za-z0-9])(?<secret>xox[cd]-[A-Za-z0-9%/+=-]{20,300})(?![A-Za-z0-9])'),
      pattern(['xoxe-'], '(?<![A-Za-z0-9])(?<secret>xoxe-(?:\\d{9,14}-){3}[A-Za-z0-9]{28,64})(?![A-Za-z0-9])'),
      pattern(['xapp-'], '(?<![A-Za-z0-9])(?<secret>xapp-\\d-[A-Za-z0-9]{1,14}-\\d{1,16}-[A-Za-z0-9]{16,80})(?![A-Za-z0-9])'),
      pattern(['xoxb-', 'xoxp-', 'xoxa-', 'xoxs-', 'xoxr-', 'xoxo-'], '(?<![A-Za-z0-9])(?<secret>xox[abposr]-(?:\\d-)?[A-Za-z0-9]{8,250})(?![A-Za-z0-9-])', { confidence: 'low' }),
    ],
    leaks: ['SLACK_TOKEN=xoxb-{digits:12}-{digits:12}-{base62:24}', 'xapp-1-A{ALNUM:10}-{digits:13}-{hex:64}', 'xoxp-{digits:12}-{digits:12}-{digits:12}-{hex:32}'],
    clean: ['xoxb-token', 'xoxb-{digits:4}'],
  }),
  issued({
    id: 'slack-webhook',
    title: 'Slack webhook',
    severity: 'medium',
    allows: 'post into the channel',
    revoke: 'https://api.slack.com/apps',
    references: ['https://nango.dev/docs/api-integrations/slack/webhooks'],
    patterns: [
      pattern(['hooks.slack.com'], 'hooks\\.slack(?:-gov)?\\.com/(?<secret>(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,90})(?![A-Za-z0-9+/])'),
    ],
    leaks: ['https://hooks.slack.com/services/T{ALNUM:8}/B{ALNUM:10}/{base62:24}'],
    clean: ['https://hooks.slack.com/services/'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dingtalk-webhook',
    title: 'DingTalk webhook',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://open.dingtalk.com/',
    patterns: [
      pattern(['oapi.dingtalk.com'], 'oapi\\.dingtalk\\.com/robot/send\\?access_token=(?<secret>[0-9a-f]{64})'),
    ],
    leaks: ['https://oapi.dingtalk.com/robot/send?access_token={hex:64}'],
    clean: ['https://oapi.dingtalk.com/robot/send?access_token=x'],
  }),
] as const;

import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wechat-secret',
    title: 'WeChat secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://mp.weixin.qq.com/',
    patterns: [
      assigned(['wechat', 'weixin', 'wx_app', 'appsecret'], '[0-9a-f]{32}'),
      pattern(['qyapi.weixin.qq.com'], 'qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=(?<secret>[0-9a-f-]{36})'),
    ],
    leaks: ['WECHAT_TOKEN={hex:32}'],
    clean: ['WECHAT_TOKEN=$WECHAT_TOKEN'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'google-chat-webhook',
    title: 'Google Chat webhook',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.google.com/workspace/chat/quickstart/webhooks',
    patterns: [
      pattern(['chat.googleapis.com'], 'chat\\.googleapis\\.com/v1/spaces/[\\w-]{6,40}/messages\\?key=[\\w-]{20,60}&(?:amp;)?token=(?<secret>[\\w-]{30,60})'),
    ],
    leaks: ['https://chat.googleapis.com/v1/spaces/AAAA{base62:7}/messages?key=k{base62:38}&token={base62:43}'],
    clean: ['https://chat.googleapis.com/v1/spaces/A'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ifttt-key',
    title: 'IFTTT webhook key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ifttt.com/maker_webhooks/settings',
    references: ['https://docs.langchain.com/oss/python/integrations/tools/ifttt'],
    patterns: [
      pattern(['maker.ifttt.com'], 'maker\\.ifttt\\.com/trigger/[\\w{}-]{1,80}/(?:json/)?with/key/(?<secret>[\\w-]{20,60})'),
    ],
    leaks: ['https://maker.ifttt.com/trigger/{word}/with/key/{base62:43}'],
    clean: ['https://maker.ifttt.com/trigger/x/with/key/'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'configcat-key',
    title: 'ConfigCat key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.configcat.com/',
    patterns: [
      pattern(['configcat'], 'configcat[\\w.\\t "\':=(,-]{0,40}?(?<secret>(?:configcat-sdk-1/)?[\\w-]{22}/[\\w-]{22})', { flags: 'i' }),
    ],
    leaks: ['CONFIGCAT_SDK_KEY={base62:22}/{base62:22}'],
    clean: ['CONFIGCAT_SDK_KEY=$X'],
  }),
] as const;

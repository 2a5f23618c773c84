import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'neptune-token',
    title: 'Neptune token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.neptune.ai/get_my_api_token',
    patterns: [
      pattern(['neptune'], 'neptune[\\w.-]{0,24}["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>eyJhcGlfYWRkcmVz[A-Za-z0-9+/]{60,300}={0,2})', { flags: 'i' }),
    ],
    leaks: ['NEPTUNE_API_TOKEN=eyJhcGlfYWRkcmVz{base64:120}'],
    clean: ['NEPTUNE_API_TOKEN=$X'],
  }),
] as const;

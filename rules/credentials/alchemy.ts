import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'alchemy-key',
    title: 'Alchemy key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.alchemy.com/apps',
    patterns: [
      pattern(['alchemyapi.io/v2/', '.alchemy.com/v2/'], '(?:\\.|(?<=\\.))(?:alchemyapi\\.io|g\\.alchemy\\.com|alchemy\\.com)/v2/(?<secret>[\\w-]{32})(?![\\w-])', { before: 2, evidence: [{ name: 'random' }] }),
      assigned(['alchemy'], '[A-Za-z0-9_-]{32}|alcht_[A-Za-z0-9]{30}'),
    ],
    leaks: ['ALCHEMY_TOKEN={base62:32}', 'https://eth-mainnet.alchemyapi.io/v2/{base62:32}', 'https://eth-mainnet.g.alchemy.com/v2/{base62:32}'],
    clean: ['ALCHEMY_TOKEN=$ALCHEMY_TOKEN'],
  }),
] as const;

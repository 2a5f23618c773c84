import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'infura-key',
    title: 'Infura key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.infura.io/',
    patterns: [
      pattern(['infura.io/v3/'], 'infura\\.io/(?:ws/)?v3/(?<secret>[0-9a-f]{32})(?![0-9a-f])'),
      assigned(['infura'], '[0-9a-f]{32}'),
    ],
    leaks: ['INFURA_TOKEN={hex:32}', 'https://mainnet.infura.io/v3/{hex:32}'],
    clean: ['INFURA_TOKEN=$INFURA_TOKEN'],
  }),
] as const;

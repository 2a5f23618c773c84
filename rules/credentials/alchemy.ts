import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'blockchain-node-key',
    title: 'Key of a blockchain node service (Alchemy, Infura)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.alchemy.com/',
    patterns: [
      pattern(['alchemyapi.io/v2/', '.alchemy.com/v2/'], '\\.(?:alchemyapi\\.io|g\\.alchemy\\.com|alchemy\\.com)/v2/(?<secret>[\\w-]{32})(?![\\w-])', { evidence: [{ name: 'random' }] }),
      pattern(['infura.io/v3/'], 'infura\\.io/v3/(?<secret>[0-9a-f]{32})(?![0-9a-f])'),
    ],
    leaks: ['https://mainnet.infura.io/v3/{hex:32}'],
    clean: ['https://mainnet.infura.io/v3/{hex:7}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'etherscan-key',
    title: 'Etherscan key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://etherscan.io/myapikey',
    patterns: [
      assigned(['etherscan', 'bscscan', 'polygonscan', 'arbiscan'], '[A-Z0-9]{34}'),
    ],
    leaks: ['ETHERSCAN_TOKEN={ALNUM:34}'],
    clean: ['ETHERSCAN_TOKEN=$ETHERSCAN_TOKEN'],
  }),
] as const;

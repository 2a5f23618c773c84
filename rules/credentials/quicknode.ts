import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'quicknode-endpoint',
    title: 'QuickNode endpoint',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.quicknode.com/endpoints',
    patterns: [
      pattern(['.quiknode.pro/'], '\\.quiknode\\.pro/(?<secret>[0-9a-f]{40})(?![0-9a-f])'),
    ],
    leaks: ['https://a-b.eth.quiknode.pro/{hex:40}/'],
    clean: ['https://a.quiknode.pro/x'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'roblox-cookie',
    title: 'Roblox cookie',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.roblox.com/my/account#!/security',
    patterns: [
      pattern(['WARNING:-DO-NOT-SHARE-THIS'], '(?<secret>_\\|WARNING:-DO-NOT-SHARE-THIS\\.[^|]{20,200}\\|_[A-F0-9]{100,1200})', { before: 2 }),
    ],
    leaks: ['.ROBLOSECURITY=_|WARNING:-DO-NOT-SHARE-THIS.--Sharing-this-will-let-anyone-in.|_{HEX:600}'],
    clean: ['_|WARNING:-DO-NOT-SHARE-THIS.'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cocoapods-token',
    title: 'CocoaPods trunk token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://guides.cocoapods.org/making/getting-setup-with-trunk.html',
    patterns: [
      assigned(['cocoapods'], '[0-9a-f]{32}'),
    ],
    leaks: ['COCOAPODS_TOKEN={hex:32}'],
    clean: ['COCOAPODS_TOKEN=$COCOAPODS_TOKEN'],
  }),
] as const;

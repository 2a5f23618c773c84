import { assigned, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kaggle-key',
    title: 'Kaggle key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.kaggle.com/settings',
    patterns: [
      assigned(['kaggle'], '[0-9a-f]{32}'),
      prefixed('KGAT_', '[0-9a-f]{32}'),
      pattern(['"username"'], '"username"\\s{0,4}:\\s{0,4}"[\\w-]{2,60}"\\s{0,4},\\s{0,4}"key"\\s{0,4}:\\s{0,4}"(?<secret>[0-9a-f]{32})"'),
    ],
    leaks: ['KAGGLE_TOKEN={hex:32}', 'KGAT_{hex:32}', '{"username":"{word}","key":"{hex:32}"}'],
    clean: ['KAGGLE_TOKEN=$KAGGLE_TOKEN', 'KGAT_{hex:8}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'logdna-key',
    title: 'LogDNA (Mezmo) key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.mezmo.com/manage/profile',
    patterns: [
      assigned(['logdna', 'mezmo'], '[0-9a-f]{32}'),
    ],
    leaks: ['LOGDNA_TOKEN={hex:32}'],
    clean: ['LOGDNA_TOKEN=$LOGDNA_TOKEN'],
  }),
] as const;

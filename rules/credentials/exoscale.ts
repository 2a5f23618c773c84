import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'exoscale-key',
    title: 'Exoscale key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://portal.exoscale.com/iam/keys',
    patterns: [
      prefixed('EXO', '[0-9a-f]{24,40}'),
      assigned(['exoscale'], '[A-Za-z0-9_-]{43}'),
    ],
    companions: [{ label: 'access key', regex: '(?<![A-Za-z0-9])EXO[0-9a-f]{24}(?![A-Za-z0-9])' }],
    leaks: ['EXO{hex:24}', 'EXOSCALE_TOKEN={base62:43}'],
    clean: ['EXO{hex:6}', 'EXOSCALE_TOKEN=$EXOSCALE_TOKEN'],
  }),
] as const;

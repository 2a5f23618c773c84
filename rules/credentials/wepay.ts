import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wepay-token',
    title: 'WePay token',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    patterns: [
      pattern(['STAGE_', 'PRODUCTION_'], '(?<![A-Za-z0-9_])(?<secret>(?:STAGE|PRODUCTION)_[0-9a-f]{60,64})(?![0-9a-f])'),
    ],
    leaks: ['PRODUCTION_{hex:64}'],
    clean: ['STAGE_{hex:8}'],
  }),
] as const;

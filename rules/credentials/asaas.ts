import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'asaas-key',
    title: 'Asaas key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.asaas.com/config/index?tab=api',
    patterns: [
      pattern(['$aact_'], '(?<![A-Za-z0-9])(?<secret>\\$aact_(?:prod_|hmlg_)?[A-Za-z0-9:=+/]{24,200})'),
    ],
    leaks: ['ASAAS_API_KEY=$aact_prod_{base62:60}'],
    clean: ['$aact_{base62:5}'],
  }),
] as const;

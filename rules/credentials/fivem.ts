import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fivem-key',
    title: 'Cfx.re server key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://portal.cfx.re/servers/registration-keys',
    patterns: [
      pattern(['cfxk_'], '(?<![A-Za-z0-9])(?<secret>cfxk_\\w{20,30}(?:_\\w{5,7})?)(?![A-Za-z0-9])'),
    ],
    leaks: ['sv_licenseKey cfxk_{base62:20}_{base62:6}'],
    clean: ['cfxk_{base62:4}'],
  }),
] as const;

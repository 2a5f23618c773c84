import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mercury-token',
    title: 'Mercury token',
    severity: 'critical',
    allows: 'read bank accounts, and send money as its scopes allow',
    revoke: 'https://app.mercury.com/settings/tokens',
    patterns: [
      pattern(['mercury_production_'], '(?<![A-Za-z0-9_])(?<secret>mercury_production_[a-z]{2,6}_[A-Za-z0-9]{40,50}_yrucrem)(?![A-Za-z0-9_])'),
    ],
    leaks: ['secret-token:mercury_production_rma_{base62:44}_yrucrem'],
    clean: ['mercury_production_{base62:8}'],
  }),
] as const;

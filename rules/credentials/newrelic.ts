import { assigned, drawn, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'newrelic-key',
    title: 'New Relic key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://one.newrelic.com/admin-portal/api-keys/home',
    patterns: [
      prefixed('NRAK-', '[A-Z0-9]{27}', { flags: 'i' }),
      prefixed('NRIQ-', '[\\w-]{25,32}'),
      pattern(['-NRMA'], '(?<![A-Za-z0-9])(?<secret>(?:eu01x{2})?[0-9a-z]{40,42}-NRMA)(?![A-Za-z0-9])', { before: 48, confidence: 'low' }),
      prefixed('NRII-', '[A-Za-z0-9_-]{25,32}'),
      prefixed('NRJS-', '[0-9a-f]{19}'),
      prefixed('NRBR-', '[0-9a-f]{19}', { confidence: 'low' }),
      pattern(['NRAL'], '(?<![A-Za-z0-9])(?<secret>[0-9a-zA-Z]{32,36}(?:FFFF)?NRAL)(?![A-Za-z0-9])', { before: 40, evidence: [drawn()] }),
      assigned(['newrelic', 'new_relic', 'new-relic', 'new relic'], '[0-9a-f]{36}NRAL|[A-Z0-9]{64}'),
    ],
    leaks: ['NRAK-{ALNUM:27}', '{hex:32}FFFFNRAL'],
    clean: ['NRAK-{ALNUM:7}'],
  }),
] as const;

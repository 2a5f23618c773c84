import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'inngest-key',
    title: 'Inngest key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.inngest.com/env/production/manage/signing-key',
    patterns: [
      prefixed('signkey-', 'prod-[0-9a-f]{32,64}'),
      pattern(['signkey-'], '(?<![A-Za-z0-9])(?<secret>signkey-[a-z]{1,12}-[0-9a-f]{32,64})(?![0-9a-f])'),
    ],
    leaks: ['signkey-prod-{hex:32}'],
    clean: ['signkey-prod-{hex:8}'],
  }),
] as const;

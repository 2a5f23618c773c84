import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pulumi-token',
    title: 'Pulumi token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.pulumi.com/account/tokens',
    references: ['https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/'],
    patterns: [
      prefixed('pul-', '[0-9a-f]{40}'),
    ],
    leaks: ['pul-{hex:40}'],
    clean: ['pul-{hex:7}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'axiom-token',
    title: 'Axiom token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.axiom.co/settings/api-tokens',
    patterns: [
      prefixed('xapt-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('xaat-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['xapt-{uuid}'],
    clean: ['xapt-{hex:8}'],
  }),
] as const;

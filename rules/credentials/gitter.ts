import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gitter-token',
    title: 'Gitter token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.gitter.im/',
    patterns: [
      assigned(['gitter'], '[0-9a-f]{40}|[A-Za-z0-9_-]{40}'),
    ],
    leaks: ['GITTER_TOKEN={hex:40}'],
    clean: ['GITTER_TOKEN=$GITTER_TOKEN'],
  }),
] as const;

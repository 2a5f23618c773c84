import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'defined-networking-key',
    title: 'Defined Networking API key',
    severity: 'high',
    allows: 'read and change the overlay network',
    revoke: 'https://admin.defined.net/settings/api-keys',
    patterns: [
      prefixed('dnkey-', '[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}'),
    ],
    leaks: ['DN_API_KEY=dnkey-{ALNUM:26}-{ALNUM:52}'],
    clean: ['dnkey-{ALNUM:10}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ionos-token',
    title: 'IONOS key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.hosting.ionos.com/keys',
    patterns: [
      assigned(['ionos'], '[0-9a-f]{32}\\.[A-Za-z0-9_-]{86}'),
    ],
    leaks: ['IONOS_TOKEN={hex:32}.{base62:86}'],
    clean: ['IONOS_TOKEN=$IONOS_TOKEN'],
  }),
] as const;

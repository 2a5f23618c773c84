import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'baseten-key',
    title: 'Baseten key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.baseten.co/settings/api_keys',
    patterns: [
      assigned(['baseten'], '[A-Za-z0-9]{8}\\.[A-Za-z0-9]{32}'),
    ],
    leaks: ['BASETEN_TOKEN={base62:8}.{base62:32}'],
    clean: ['BASETEN_TOKEN=$BASETEN_TOKEN'],
  }),
] as const;

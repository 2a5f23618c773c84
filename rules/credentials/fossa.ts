import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fossa-key',
    title: 'FOSSA key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.fossa.com/account/settings/integrations/api_tokens',
    patterns: [
      assigned(['fossa'], '[0-9a-f]{32}'),
    ],
    leaks: ['FOSSA_TOKEN={hex:32}'],
    clean: ['FOSSA_TOKEN=$FOSSA_TOKEN'],
  }),
] as const;

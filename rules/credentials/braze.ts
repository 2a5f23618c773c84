import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'braze-key',
    title: 'Braze key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.braze.com/docs/api/basics/',
    references: ['https://nango.dev/docs/integrations/all/braze'],
    patterns: [
      assigned(['braze'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['BRAZE_TOKEN={uuid}'],
    clean: ['BRAZE_TOKEN=$BRAZE_TOKEN'],
  }),
] as const;

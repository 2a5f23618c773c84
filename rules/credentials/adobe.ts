import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'adobe-credential',
    title: 'Adobe credential',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.adobe.com/console',
    references: ['https://nango.dev/docs/integrations/all/adobe-umapi/connect'],
    patterns: [
      prefixed('p8e-', '[A-Za-z0-9]{32}'),
      assigned(['adobe'], '[0-9a-f]{32}'),
    ],
    leaks: ['p8e-{base62:32}', 'ADOBE_TOKEN={hex:32}'],
    clean: ['p8e-{base62:8}', 'ADOBE_TOKEN=$ADOBE_TOKEN'],
  }),
] as const;

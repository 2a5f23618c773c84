import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'datocms-token',
    title: 'DatoCMS token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.datocms.com/docs/content-management-api/authentication',
    patterns: [
      assigned(['datocms', 'dato_'], '[0-9a-f]{30}'),
    ],
    leaks: ['DATOCMS_TOKEN={hex:30}'],
    clean: ['DATOCMS_TOKEN=$DATOCMS_TOKEN'],
  }),
] as const;

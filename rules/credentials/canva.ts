import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'canva-secret',
    title: 'Canva secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.canva.com/developers/integrations',
    patterns: [
      prefixed('cnvca', '[A-Za-z0-9_-]{50,60}'),
    ],
    leaks: ['cnvca{base62:50}'],
    clean: ['cnvca{base62:12}'],
  }),
] as const;

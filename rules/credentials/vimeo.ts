import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vimeo-token',
    title: 'Vimeo token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.vimeo.com/apps',
    patterns: [
      assigned(['vimeo'], '[0-9a-f]{32}|[A-Za-z0-9+/]{128}'),
    ],
    leaks: ['VIMEO_TOKEN={hex:32}'],
    clean: ['VIMEO_TOKEN=$VIMEO_TOKEN'],
  }),
] as const;

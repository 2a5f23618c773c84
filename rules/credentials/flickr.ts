import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'flickr-key',
    title: 'Flickr key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.flickr.com/services/apps/by/me',
    patterns: [
      assigned(['flickr'], '[0-9a-f]{32}|[0-9a-f]{16}'),
    ],
    leaks: ['FLICKR_TOKEN={hex:32}'],
    clean: ['FLICKR_TOKEN=$FLICKR_TOKEN'],
  }),
] as const;

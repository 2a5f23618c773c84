import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'imgix-key',
    title: 'Imgix key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.imgix.com/api-keys',
    patterns: [
      assigned(['imgix'], '[A-Za-z0-9]{16}|[0-9a-f]{64}|[A-Za-z0-9_-]{66}|ak_[0-9a-f]{64}'),
      assigned(['imgix_api'], '[A-Za-z0-9_-]{66}'),
    ],
    leaks: ['IMGIX_TOKEN={base62:16}', 'IMGIX_API_KEY=ak_{hex:64}', 'IMGIX_API_TOKEN={base62:66}'],
    clean: ['IMGIX_TOKEN=$IMGIX_TOKEN', 'IMGIX_API_TOKEN=$IMGIX_API_TOKEN'],
  }),
] as const;

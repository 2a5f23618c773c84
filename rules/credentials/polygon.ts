import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'polygon-key',
    title: 'Polygon.io key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://polygon.io/dashboard/keys',
    patterns: [
      assigned(['polygon_api', 'polygon.io', 'polygonio'], '[A-Za-z0-9_-]{32}'),
    ],
    leaks: ['POLYGON_API_TOKEN={base62:32}'],
    clean: ['POLYGON_API_TOKEN=$POLYGON_API_TOKEN'],
  }),
] as const;

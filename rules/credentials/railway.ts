import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'railway-token',
    title: 'Railway token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://railway.com/account/tokens',
    references: ['https://docs.railway.com/guides/public-api'],
    patterns: [
      assigned(['railway'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['RAILWAY_TOKEN={uuid}'],
    clean: ['RAILWAY_TOKEN=$RAILWAY_TOKEN'],
  }),
] as const;

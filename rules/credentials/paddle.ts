import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'paddle-key',
    title: 'Paddle key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://vendors.paddle.com/authentication-v2',
    references: ['https://nango.dev/docs/api-integrations/paddle/connect'],
    patterns: [
      prefixed('pdl_live_apikey_', '[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}'),
      prefixed('pdl_sdbx_apikey_', '[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}'),
    ],
    leaks: ['pdl_live_apikey_{alnum:26}_{base62:22}_{base62:3}', 'pdl_sdbx_apikey_{alnum:26}_{base62:22}_{base62:3}'],
    clean: ['pdl_live_apikey_{alnum:6}_{base62:5}_{base62:1}', 'pdl_sdbx_apikey_{alnum:6}_{base62:5}_{base62:1}'],
  }),
] as const;

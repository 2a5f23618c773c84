import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'box-token',
    title: 'Box token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.box.com/developers/console',
    references: ['https://nango.dev/docs/api-integrations/box/how-to-register-your-own-box-api-oauth-app'],
    patterns: [
      keyed(['box'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['BOX_TOKEN={base62:32}'],
    clean: ['BOX_TOKEN=$BOX_TOKEN'],
  }),
] as const;

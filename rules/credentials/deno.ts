import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'deno-token',
    title: 'Deno Deploy token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dash.deno.com/account#access-tokens',
    patterns: [
      prefixed('ddp_', '[A-Za-z0-9]{36}'),
      prefixed('ddw_', '[A-Za-z0-9]{36}'),
    ],
    leaks: ['ddp_{base62:36}', 'ddw_{base62:36}'],
    clean: ['ddp_{base62:9}', 'ddw_{base62:9}'],
  }),
] as const;

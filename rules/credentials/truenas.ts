import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'truenas-key',
    title: 'TrueNAS key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.truenas.com/docs/scale/toptoolbar/managingapikeys/',
    patterns: [
      pattern(['auth.login_with_api_key'], 'auth\\.login_with_api_key["\'\\s,:\\w]{0,40}\\[\\s{0,8}["\'](?<secret>\\d{1,4}-[A-Za-z0-9]{64})'),
      assigned(['truenas'], '\\d{1}-[A-Za-z0-9]{64}'),
    ],
    leaks: ['TRUENAS_TOKEN={digits:1}-{base62:64}', '{"method":"auth.login_with_api_key","params":["8-{base62:64}"]}'],
    clean: ['TRUENAS_TOKEN=$TRUENAS_TOKEN'],
  }),
] as const;

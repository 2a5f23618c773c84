import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'platformsh-token',
    title: 'Platform.sh token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.platform.sh/-/users/',
    patterns: [
      assigned(['platformsh', 'platform.sh', 'platform_sh'], '[A-Za-z0-9_-]{40,60}'),
    ],
    leaks: ['PLATFORMSH_TOKEN={base62:40}'],
    clean: ['PLATFORMSH_TOKEN=$PLATFORMSH_TOKEN'],
  }),
] as const;

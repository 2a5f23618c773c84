import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gitguardian-key',
    title: 'GitGuardian key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.gitguardian.com/api/personal-access-tokens',
    patterns: [
      assigned(['gitguardian'], '[A-Za-z0-9]{71}'),
    ],
    leaks: ['GITGUARDIAN_TOKEN={base62:71}'],
    clean: ['GITGUARDIAN_TOKEN=$GITGUARDIAN_TOKEN'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'argocd-token',
    title: 'Argo CD token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_account_generate-token/',
    patterns: [
      pattern(['argocd'], 'argocd[\\w.-]{0,24}(?:token|password|auth)["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9_-]{16})(?![\\w-])', { flags: 'i', evidence: [{ name: 'random' }] }),
    ],
    leaks: ['ARGOCD_ADMIN_PASSWORD={base62:16}'],
    clean: ['ARGOCD_PASSWORD=$ARGOCD_PASSWORD'],
  }),
] as const;

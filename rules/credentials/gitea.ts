import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gitea-token',
    title: 'Gitea or Forgejo token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.gitea.com/development/api-usage',
    patterns: [
      assigned(['gitea', 'forgejo', 'gogs', 'codeberg'], '[0-9a-f]{40}'),
    ],
    leaks: ['GITEA_TOKEN={hex:40}'],
    clean: ['GITEA_TOKEN=$GITEA_TOKEN'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'convex-deploy-key',
    title: 'Convex deploy key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.convex.dev/',
    patterns: [
      pattern(['prod:', 'dev:', 'preview:', 'project:'], '(?<![A-Za-z0-9])(?<secret>(?:prod|dev|preview|project):[a-z0-9][\\w:-]{2,80}\\|[A-Za-z0-9_.=+/-]{40,600})'),
    ],
    leaks: ['CONVEX_DEPLOY_KEY=prod:{word}-{word}-{digits:3}|{base62:90}'],
    clean: ['prod:{word}|x'],
  }),
] as const;

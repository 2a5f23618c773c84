import { issued, keyed, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'harbor-robot-secret',
    title: 'Harbor robot secret',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://goharbor.io/docs/main/working-with-projects/project-configuration/create-robot-accounts/',
    patterns: [
      keyed(['harbor'], '[A-Za-z0-9]{32}'),
      pattern(['robot$'], 'robot\\$[\\w.+-]{1,80}["\']?[ \\t]{0,4}(?:[:=,]|-p|--password)[ \\t=]{0,4}["\']?(?<secret>[A-Za-z0-9]{32})(?![A-Za-z0-9])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['HARBOR_TOKEN={base62:32}', 'docker login -u robot$ci -p {base62:32} harbor.{word}.io'],
    clean: ['HARBOR_TOKEN=$HARBOR_TOKEN'],
  }),
] as const;

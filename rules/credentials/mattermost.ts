import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mattermost-token',
    title: 'Mattermost token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.mattermost.com/integrations-guide/personal-access-tokens.html',
    patterns: [
      assigned(['mattermost', 'mm_token'], '[a-z0-9]{26}'),
      // An address that whoever has it can post to.
      pattern(['/hooks/'], '(?<=https?://[\\w.:-]{1,100})/hooks/(?<secret>[a-z0-9]{26})(?![\\w/-])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['https://chat.{word}.io/hooks/{alnum:26}', 'MATTERMOST_TOKEN={alnum:26}'],
    clean: ['MATTERMOST_TOKEN=$MATTERMOST_TOKEN'],
  }),
] as const;

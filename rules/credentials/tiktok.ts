import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tiktok-secret',
    title: 'TikTok secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.tiktok.com/apps/',
    references: ['https://nango.dev/docs/integrations/all/tiktok-personal'],
    patterns: [
      assigned(['tiktok'], '[0-9a-f]{40}|[A-Za-z0-9]{32}'),
      pattern(['act.', 'clt.'], '(?<![A-Za-z0-9.])(?<secret>(?:act|clt|rft)\\.[A-Za-z0-9]{40,80}(?:![0-9]{4}\\.\\w{1,4})?)(?![A-Za-z0-9])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['TIKTOK_TOKEN={hex:40}'],
    clean: ['TIKTOK_TOKEN=$TIKTOK_TOKEN'],
  }),
] as const;

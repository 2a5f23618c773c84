import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'spotify-secret',
    title: 'Spotify secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.spotify.com/dashboard',
    patterns: [
      assigned(['spotify'], '[0-9a-f]{32}'),
      pattern(['spotify'], 'spotify[\\w.\\t "\':=(-]{0,40}?(?<secret>(?:AQ|BQ)[\\w-]{80,300})(?![\\w-])', { flags: 'i' }),
    ],
    companions: [
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '(?:client[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{32})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['SPOTIFY_TOKEN={hex:32}'],
    clean: ['SPOTIFY_TOKEN=$SPOTIFY_TOKEN'],
  }),
] as const;

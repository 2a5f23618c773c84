import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'stream-secret',
    title: 'Stream secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.getstream.io/',
    patterns: [
      assigned(['getstream', 'stream_api', 'stream_secret'], '[a-z0-9]{64}'),
    ],
    leaks: ['GETSTREAM_TOKEN={alnum:64}'],
    clean: ['GETSTREAM_TOKEN=$GETSTREAM_TOKEN'],
  }),
] as const;

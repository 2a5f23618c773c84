import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'livekit-secret',
    title: 'LiveKit secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.livekit.io/',
    patterns: [
      assigned(['livekit'], '[A-Za-z0-9]{43}|[A-Za-z0-9]{44}|API[A-Za-z0-9]{12}'),
    ],
    companions: [{ label: 'key', regex: '(?<![A-Za-z0-9])API[A-Za-z0-9]{9,15}(?![A-Za-z0-9])' }],
    leaks: ['LIVEKIT_TOKEN={base62:43}'],
    clean: ['LIVEKIT_TOKEN=$LIVEKIT_TOKEN'],
  }),
] as const;

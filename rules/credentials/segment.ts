import { issued, keyed, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'segment-token',
    title: 'Segment token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.segment.com/',
    patterns: [
      prefixed('sgp_', '[A-Za-z0-9]{64}'),
      keyed(['segment'], '[A-Za-z0-9_-]{32}'),
    ],
    leaks: ['sgp_{base62:64}', 'SEGMENT_TOKEN={base62:32}'],
    clean: ['sgp_{base62:16}', 'SEGMENT_TOKEN=$SEGMENT_TOKEN'],
  }),
] as const;

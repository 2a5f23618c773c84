import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'temporal-key',
    title: 'Temporal Cloud key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.temporal.io/settings/api-keys',
    patterns: [
      pattern(['temporal'], 'temporal[\\w.-]{0,24}(?:key|token)["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9_-]{40,120})(?![\\w.-])', { flags: 'i', evidence: [{ name: 'random' }] }),
    ],
    leaks: ['TEMPORAL_API_KEY={base62:64}'],
    clean: ['TEMPORAL_API_KEY=$TEMPORAL_API_KEY'],
  }),
] as const;

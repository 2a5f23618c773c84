import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'optimizely-token',
    title: 'Optimizely token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.optimizely.com/v2/profile/api',
    patterns: [
      assigned(['optimizely'], '2:[A-Za-z0-9_-]{54}'),
    ],
    leaks: ['OPTIMIZELY_TOKEN=2:{base62:54}'],
    clean: ['OPTIMIZELY_TOKEN=$OPTIMIZELY_TOKEN'],
  }),
] as const;

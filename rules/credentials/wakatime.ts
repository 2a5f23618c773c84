import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wakatime-key',
    title: 'WakaTime key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://wakatime.com/settings/api-key',
    patterns: [
      prefixed('waka_', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['waka_{uuid}'],
    clean: ['waka_{hex:8}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'riot-key',
    title: 'Riot Games key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.riotgames.com/',
    patterns: [
      prefixed('RGAPI-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['RGAPI-{uuid}'],
    clean: ['RGAPI-{hex:8}'],
  }),
] as const;

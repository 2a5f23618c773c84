import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sumologic-key',
    title: 'Sumo Logic access key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://service.sumologic.com/ui/#/preferences',
    references: ['https://howtorotate.com/docs/tutorials/sumologic/'],
    patterns: [
      assigned(['sumo logic', 'sumologic', 'sumo_'], '[A-Za-z0-9]{64}|su[A-Za-z0-9]{12}'),
    ],
    leaks: ['SUMO_LOGIC_TOKEN={base62:64}'],
    clean: ['SUMO_LOGIC_TOKEN=$SUMO_LOGIC_TOKEN'],
  }),
] as const;

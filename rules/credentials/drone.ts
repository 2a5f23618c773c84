import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'drone-token',
    title: 'Drone CI token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.drone.io/cli/configure/',
    patterns: [
      assigned(['drone'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['DRONE_TOKEN={base62:32}'],
    clean: ['DRONE_TOKEN=$DRONE_TOKEN'],
  }),
] as const;

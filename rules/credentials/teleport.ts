import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'teleport-token',
    title: 'Teleport join token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://goteleport.com/docs/enroll-resources/agents/',
    patterns: [
      keyed(['teleport'], '[0-9a-f]{32}'),
    ],
    leaks: ['TELEPORT_TOKEN={hex:32}'],
    clean: ['TELEPORT_TOKEN=$TELEPORT_TOKEN'],
  }),
] as const;

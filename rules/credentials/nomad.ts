import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nomad-token',
    title: 'Nomad token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.hashicorp.com/nomad/docs/concepts/acl',
    patterns: [
      assigned(['nomad'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['NOMAD_TOKEN={uuid}'],
    clean: ['NOMAD_TOKEN=$NOMAD_TOKEN'],
  }),
] as const;

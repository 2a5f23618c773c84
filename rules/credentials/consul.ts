import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'consul-token',
    title: 'Consul token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.hashicorp.com/consul/docs/security/acl/tokens',
    patterns: [
      assigned(['consul'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['CONSUL_TOKEN={uuid}'],
    clean: ['CONSUL_TOKEN=$CONSUL_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'consul-token',
    title: 'Consul or Nomad token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developer.hashicorp.com/consul/docs/security/acl/tokens',
    patterns: [
      assigned(['consul', 'nomad'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['CONSUL_HTTP_TOKEN={uuid}'],
    clean: ['CONSUL_HTTP_TOKEN=$CONSUL_HTTP_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'hostedgraphite-key',
    title: 'Hosted Graphite key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.hostedgraphite.com/',
    patterns: [
      assigned(['hostedgraphite', 'hosted_graphite'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['HOSTEDGRAPHITE_TOKEN={uuid}'],
    clean: ['HOSTEDGRAPHITE_TOKEN=$HOSTEDGRAPHITE_TOKEN'],
  }),
] as const;

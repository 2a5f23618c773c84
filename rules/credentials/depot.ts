import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'depot-token',
    title: 'Depot token',
    severity: 'critical',
    allows: 'run builds and change what they cache',
    revoke: 'https://depot.dev/settings',
    patterns: [
      prefixed('depot_org_', '[A-Za-z0-9]{32,120}'),
      prefixed('depot_project_', '[A-Za-z0-9]{32,120}'),
    ],
    leaks: ['DEPOT_TOKEN=depot_org_{base62:64}', 'DEPOT_TOKEN=depot_project_{base62:64}'],
    clean: ['depot_org_{base62:8}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'deepinfra-key',
    title: 'DeepInfra key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://deepinfra.com/dash/api_keys',
    patterns: [
      assigned(['deepinfra', 'deep_infra'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['DEEPINFRA_TOKEN={base62:32}'],
    clean: ['DEEPINFRA_TOKEN=$DEEPINFRA_TOKEN'],
  }),
] as const;

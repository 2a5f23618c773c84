import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scaleway-key',
    title: 'Scaleway key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.scaleway.com/iam/api-keys',
    patterns: [
      prefixed('SCW', '[A-Z0-9]{17}'),
      assigned(['scaleway', 'scw_secret'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    companions: [{ label: 'access key', regex: '(?<![A-Za-z0-9])SCW[A-Z0-9]{17}(?![A-Za-z0-9])' }],
    leaks: ['SCW{ALNUM:17}', 'SCALEWAY_TOKEN={uuid}'],
    clean: ['SCW{ALNUM:4}', 'SCALEWAY_TOKEN=$SCALEWAY_TOKEN'],
  }),
] as const;

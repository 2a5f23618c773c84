import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'appcenter-token',
    title: 'App Center token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://appcenter.ms/settings/apitokens',
    patterns: [
      assigned(['appcenter', 'app_center'], '[0-9a-f]{40}'),
    ],
    leaks: ['APPCENTER_TOKEN={hex:40}'],
    clean: ['APPCENTER_TOKEN=$APPCENTER_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mixpanel-secret',
    title: 'Mixpanel secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://mixpanel.com/settings/project',
    patterns: [
      assigned(['mixpanel'], '[0-9a-f]{32}|[A-Za-z0-9]{32}'),
    ],
    leaks: ['MIXPANEL_TOKEN={hex:32}'],
    clean: ['MIXPANEL_TOKEN=$MIXPANEL_TOKEN'],
  }),
] as const;

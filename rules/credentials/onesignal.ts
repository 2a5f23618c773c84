import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'onesignal-key',
    title: 'OneSignal key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.onesignal.com/',
    patterns: [
      assigned(['onesignal', 'one_signal'], '[A-Za-z0-9]{48}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('os_v2_app_', '[a-z2-7]{100,110}'),
      prefixed('os_v2_org_', '[a-z2-7]{100,110}'),
    ],
    leaks: ['ONESIGNAL_TOKEN={base62:48}', 'os_v2_app_{lower32:100}', 'os_v2_org_{lower32:100}'],
    clean: ['ONESIGNAL_TOKEN=$ONESIGNAL_TOKEN', 'os_v2_app_{lower32:25}', 'os_v2_org_{lower32:25}'],
  }),
] as const;

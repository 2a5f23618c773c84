import { assigned, beside, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'backblaze-key',
    title: 'Backblaze B2 key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://secure.backblaze.com/app_keys.htm',
    patterns: [
      pattern(['K00'], '(?<![A-Za-z0-9+/])(?<secret>K00[0-9][A-Za-z0-9+/]{27})(?![A-Za-z0-9+/])', { evidence: [{ name: 'random' }] }),
      assigned(['backblaze', 'b2_application'], 'K00\\d{1}[A-Za-z0-9+/]{27}'),
    ],
    companions: [beside('key id', '(?:b2_?)?(?:application_?)?key_?id|b2_?account_?id', '[0-9a-f]{12}|00[0-9a-f]{22,23}')],
    leaks: ['BACKBLAZE_TOKEN=K00{digits:1}{base64:27}'],
    clean: ['BACKBLAZE_TOKEN=$BACKBLAZE_TOKEN'],
  }),
] as const;

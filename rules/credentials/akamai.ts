import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'akamai-edgegrid-token',
    title: 'Akamai EdgeGrid token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://control.akamai.com/apps/identity-management/',
    patterns: [
      prefixed('akab-', '[a-z0-9]{16}-[a-z0-9]{16}'),
      assigned(['akamai'], '[A-Za-z0-9+/]{43}='),
    ],
    leaks: ['akab-{alnum:16}-{alnum:16}', 'AKAMAI_TOKEN={base64:43}='],
    clean: ['akab-{alnum:4}-{alnum:4}', 'AKAMAI_TOKEN=$AKAMAI_TOKEN'],
  }),
] as const;

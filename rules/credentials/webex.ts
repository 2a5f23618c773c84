import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'webex-token',
    title: 'Webex token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.webex.com/my-apps',
    patterns: [
      assigned(['webex', 'ciscospark'], '[A-Za-z0-9]{64}_P0A1_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}'),
    ],
    leaks: ['WEBEX_TOKEN={base62:64}_P0A1_{uuid}'],
    clean: ['WEBEX_TOKEN=$WEBEX_TOKEN'],
  }),
] as const;

import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'intercom-token',
    title: 'Intercom token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication',
    patterns: [
      prefixed('dG9rO', '[A-Za-z0-9+/]{54,80}='),
      assigned(['intercom'], '[A-Za-z0-9_-]{60}|[A-Za-z0-9+/]{59}='),
    ],
    leaks: ['dG9rO{base64:54}=', 'INTERCOM_TOKEN={base62:60}'],
    clean: ['dG9rO{base64:13}=', 'INTERCOM_TOKEN=$INTERCOM_TOKEN'],
  }),
] as const;

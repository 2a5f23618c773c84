import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'onepassword-token',
    title: '1Password service token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://my.1password.com/developer-tools',
    patterns: [
      prefixed('ops_eyJ', '[A-Za-z0-9+/_-]{250,1000}={0,3}'),
      prefixed('1PRK-', '(?:[A-Z0-9]{4}-){12}[A-Z0-9]{4}'),
      prefixed('A3-', '[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}'),
    ],
    leaks: ['ops_eyJ{base64:300}', '1PRK-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}-{ALNUM:4}'],
    clean: ['ops_eyJ{base64:7}'],
  }),
] as const;

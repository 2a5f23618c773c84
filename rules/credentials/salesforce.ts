import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'salesforce-token',
    title: 'Salesforce token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_revoke_token.htm',
    patterns: [
      pattern(['00D'], '(?<![A-Za-z0-9])(?<secret>00D[A-Za-z0-9]{9,15}![A-Za-z0-9._]{60,260})(?![A-Za-z0-9._])'),
    ],
    leaks: ['00D{base62:15}!{base62:96}'],
    clean: ['00D{base62:7}!{base62:7}'],
  }),
] as const;

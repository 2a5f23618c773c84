import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'adyen-key',
    title: 'Adyen key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ca-live.adyen.com/ca/ca/config/apiCredentials.shtml',
    patterns: [
      pattern(['AQE'], '(?<![A-Za-z0-9+/])(?<secret>AQE[A-Za-z0-9+/]{60,1000}={0,2}-[A-Za-z0-9+/=-]{20,60}(?:-[\\w+/=<>?{}()&!@#$%^*-]{8,30})?)(?![A-Za-z0-9+/])'),
    ],
    leaks: ['AQE{base64:90}==-{base64:43}='],
    clean: ['AQE{base64:9}'],
  }),
] as const;

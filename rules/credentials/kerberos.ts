import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kerberos-ticket-hash',
    title: 'Kerberos ticket hash',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://attack.mitre.org/techniques/T1558/',
    patterns: [
      pattern(['$krb5asrep$', '$krb5tgs$'], '(?<secret>\\$krb5(?:asrep|tgs)\\$\\d{2}\\$[^\\s:$]{1,120}[:$][0-9a-f$]{32,2400})', { flags: 'i' }),
    ],
    leaks: ['$krb5asrep$23${hex:32}${hex:200}'],
    clean: ['$krb5asrep$23${hex:7}${hex:7}'],
  }),
] as const;

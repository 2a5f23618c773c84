import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'directory-bind-password',
    title: 'Directory bind password',
    severity: 'high',
    allows: 'read the directory, accounts and groups and all',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html',
    patterns: [
      pattern(['bindpw', 'bind_password', 'bindpassword', 'rootpw', 'olcrootpw', 'bindcredentials'], '(?:bind_?(?:pw|password|credentials)|(?:olc)?rootpw)["\']?[ \\t]{0,4}[:= \\t][ \\t]{0,8}["\']?(?<secret>[^\\s"\'<>${}]{4,128})', { flags: 'i', evidence: [{ name: 'password' }] }),
    ],
    leaks: ['BINDDN cn=admin\nbindpw {pass:16}', 'olcRootPW: {pass:16}'],
    clean: ['bindpw ${BIND_PW}'],
  }),
] as const;

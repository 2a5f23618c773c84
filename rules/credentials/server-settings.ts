import { issued, pattern } from '../../src/rule/issued.js';

const REVOKE = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';
const evidence = [{ name: 'password' }] as const;
const directive = [{ name: 'directive' }] as const;
const LINE = '(?<=(?:^|\\n)[ \\t]{0,16})';

export const rules = [
  issued({
    id: 'password-in-server-settings',
    title: "Password in a server's settings",
    severity: 'high',
    rank: 'generic',
    allows: 'log in to the server, or to what it passes requests on to',
    revoke: REVOKE,
    references: [
      'https://docs.haproxy.org/3.0/configuration.html#3.4',
      'https://manpages.debian.org/bookworm/snmpd/snmpd.conf.5.en.html',
      'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    ],
    steps: ['Change it in the server, and hand the new one in when the container runs.'],
    patterns: [
      // HAProxy.
      pattern(['insecure-password'], `(?<=user[ \\t]{1,8}\\S{1,64}[ \\t]{1,8})insecure-password[ \\t]{1,8}["']?(?<secret>[^\\s"'#]{3,128})`, { evidence }),
      pattern(['stats auth'], `${LINE}stats auth[ \\t]{1,8}["']?[^\\s:"'#]{1,64}:(?<secret>[^\\s"'#]{3,128})`, { evidence }),
      // Net-SNMP: a community is a password, and everyone tries `public`.
      pattern(['rocommunity', 'rwcommunity'], `${LINE}r[ow]community6?[ \\t]{1,8}["']?(?<secret>[^\\s"'#$]{6,64})(?=["'\\s]|$)`, { evidence: directive }),
      pattern(['createUser'], `${LINE}createUser[ \\t]{1,8}(?:-e[ \\t]{1,4}\\S{1,64}[ \\t]{1,4})?\\S{1,64}[ \\t]{1,8}(?:MD5|SHA(?:-?\\d{3})?)[ \\t]{1,8}["']?(?<secret>[^\\s"'#$]{8,128})`, { evidence }),
      pattern(['createUser'], `${LINE}createUser[ \\t]{1,8}(?:-e[ \\t]{1,4}\\S{1,64}[ \\t]{1,4})?\\S{1,64}[ \\t]{1,8}(?:MD5|SHA(?:-?\\d{3})?)[ \\t]{1,8}\\S{8,128}[ \\t]{1,8}(?:DES|AES(?:-?\\d{3})?)[ \\t]{1,8}["']?(?<secret>[^\\s"'#$]{8,128})`, { evidence }),
      // What a proxy adds to requests: nginx, Apache, Traefik's and Caddy's lines of the same form.
      pattern(['proxy_set_header', 'fastcgi_param', 'RequestHeader', 'header_up'], `(?:proxy_set_header|fastcgi_param|RequestHeader[ \\t]{1,4}(?:set|add|append)|header_up)[ \\t]{1,8}["']?(?:proxy-)?authorization["']?[ \\t]{1,8}["']?Basic[ \\t]{1,4}(?<secret>[A-Za-z0-9+/]{8,500}={0,2})(?![\\w+/=-])`, { flags: 'i', evidence: [{ name: 'docker-auth' }] }),
      pattern(['proxy_set_header', 'fastcgi_param', 'RequestHeader', 'header_up'], `(?:proxy_set_header|fastcgi_param|RequestHeader[ \\t]{1,4}(?:set|add|append)|header_up)[ \\t]{1,8}["']?(?:(?:proxy-)?authorization["']?[ \\t]{1,8}["']?(?:(?:Bearer|Token|ApiKey)[ \\t]{1,4})?|(?:x-)?(?:[a-z-]{1,24}-)?(?:api-?key|token|secret)["']?[ \\t]{1,8}["']?)(?<secret>[\\w.~+/=-]{16,1000})(?=["'\\s;])`, { flags: 'i', evidence: [{ name: 'random' }] }),
    ],
    leaks: [
      'userlist ops\n  user admin insecure-password {pass:14}\n',
      'listen stats\n  stats auth admin:{pass:14}\n',
      'rocommunity {word}{digits:4}x\n',
      'createUser ops SHA {base62:14} AES {base62:16}\n',
      'proxy_set_header Authorization "Basic {b64(admin:{pass:18})}";',
      'proxy_set_header X-Api-Key {base62:32};',
      'RequestHeader set Authorization "Bearer {base62:40}"',
    ],
    clean: ['user admin insecure-password ${HA_PASSWORD}\n', 'rocommunity public default\n', 'proxy_set_header Authorization $http_authorization;', 'proxy_set_header X-Real-IP $remote_addr;', 'stats auth admin:"$PW"\n'],
  }),
] as const;

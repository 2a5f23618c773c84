import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'openvpn-static-key',
    title: 'OpenVPN static key',
    severity: 'critical',
    allows: 'join or read the private network',
    revoke: 'https://openvpn.net/community-docs/static-key-mini-howto.html',
    patterns: [
      pattern(['-----BEGIN OpenVPN Static key'], '-----BEGIN OpenVPN Static key V1-----\\s{1,4}(?<secret>[0-9a-f\\s]{256,700})-----END OpenVPN', { evidence: [{ name: 'fixture' }] }),
    ],
    leaks: ['<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\n{hex:256}\n{hex:256}\n-----END OpenVPN Static key V1-----\n</tls-auth>'],
    clean: ['-----BEGIN OpenVPN Static key V1-----\nx'],
  }),
] as const;

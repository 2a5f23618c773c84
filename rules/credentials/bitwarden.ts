import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bitwarden-token',
    title: 'Bitwarden access token',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://bitwarden.com/help/access-tokens/',
    patterns: [
      assigned(['bitwarden', 'bws_'], '0\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}=='),
      assigned(['bw_clientsecret'], '[A-Za-z0-9]{30}'),
    ],
    leaks: ['BITWARDEN_TOKEN=0.{uuid}.{base62:30}:{base64:22}==', 'BW_CLIENTSECRET={base62:30}'],
    clean: ['BITWARDEN_TOKEN=$BITWARDEN_TOKEN', 'BW_CLIENTSECRET=$BW_CLIENTSECRET'],
  }),
] as const;

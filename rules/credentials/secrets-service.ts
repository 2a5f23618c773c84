import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'secrets-service-token',
    title: 'Token of a secrets service (Bitwarden, Akeyless, Keeper)',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://bitwarden.com/help/access-tokens/',
    patterns: [
      assigned(['bitwarden', 'bws_'], '0\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}=='),
    ],
    leaks: ['BWS_ACCESS_TOKEN=0.{uuid}.{base62:30}:{base64:22}=='],
    clean: ['BWS_ACCESS_TOKEN=$BWS_ACCESS_TOKEN'],
  }),
] as const;

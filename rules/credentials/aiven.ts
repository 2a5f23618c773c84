import { assigned, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'aiven-token',
    title: 'Aiven token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.aiven.io/profile/tokens',
    patterns: [
      assigned(['aiven', 'aivenv1'], '[A-Za-z0-9+/]{370,374}(?:={0,2})'),
      pattern(['aivenv1 '], 'aivenv1 (?<secret>[A-Za-z0-9+/]{300,380}={0,2})(?![A-Za-z0-9+/=])'),
    ],
    leaks: ['AIVEN_API_TOKEN={base64:372}'],
    clean: ['AIVEN_API_TOKEN=$AIVEN_API_TOKEN'],
  }),
  issued({
    id: 'aiven-service-password',
    title: 'Password of a hosted database (Aiven, DigitalOcean)',
    severity: 'critical',
    allows: 'read and change what is in the database',
    revoke: 'https://console.aiven.io/',
    patterns: [prefixed('AVNS_', '[\\w-]{19}')],
    companions: [{ label: 'host', regex: '[\\w.-]{3,80}\\.(?:aivencloud|db\\.ondigitalocean)\\.com' }],
    steps: ['Reset the password of that user in the console of Aiven or DigitalOcean.', 'Let only the hosts that need it reach the database.'],
    leaks: ['DB_PASSWORD=AVNS_{base62:19}', 'postgres://avnadmin:AVNS_{base64url:18}k@db.aivencloud.com:5432/app'],
    clean: ['ExtraVNs_{word}', 'AVNS_{base62:8}'],
  }),
] as const;

import { assigned, issued, pattern } from '../../src/rule/issued.js';

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
] as const;

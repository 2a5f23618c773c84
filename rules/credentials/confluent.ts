import { assigned, beside, issued, prefixed, summed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'confluent-secret',
    title: 'Confluent Cloud secret',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://confluent.cloud/settings/api-keys',
    patterns: [
      prefixed('cflt', '[A-Za-z0-9+/]{60}', summed('confluent')),
      assigned(['confluent'], '[A-Za-z0-9+/]{64}'),
      assigned(['confluent'], '[A-Za-z0-9]{16}'),
    ],
    companions: [beside('key', '(?:confluent|kafka|cloud|cluster)\\w{0,20}api_?key', '[A-Z0-9]{16}')],
    leaks: ['cflt{base62:54}{crc32:confluent}'],
    clean: ['cflt{base62:7}'],
  }),
] as const;

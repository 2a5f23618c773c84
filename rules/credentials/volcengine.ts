import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'volcengine-access-key',
    title: 'Volcengine access key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.volcengine.com/iam/keymanage',
    patterns: [
      prefixed('AKLT', '[\\w-]{43,48}'),
      assigned(['ark_api', 'volcengine', 'volc_access', 'volc_secret'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9+/]{58,60}={0,2}'),
    ],
    companions: [{ label: 'access key', regex: '(?<![A-Za-z0-9])AKLT[A-Za-z0-9_-]{20,60}(?![A-Za-z0-9])' }],
    leaks: ['AKLT{base62:46}', 'ARK_API_KEY={uuid}', 'VOLC_SECRETKEY={base64:58}=='],
    clean: ['AKLT{base62:7}'],
  }),
] as const;

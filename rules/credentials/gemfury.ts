import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gemfury-token',
    title: 'Gemfury token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://manage.fury.io/manage/tokens',
    patterns: [
      assigned(['gemfury', 'fury_auth', 'fury_token'], '[A-Za-z0-9]{20}|[A-Za-z0-9]{22}'),
      pattern(['.fury.io'], '(?<=://(?<secret>[A-Za-z0-9_-]{16,40}):?@[a-z-]{2,12})\\.fury\\.io'),
    ],
    leaks: ['GEMFURY_TOKEN={base62:20}', 'pip install -i https://{base62:20}:@pypi.fury.io/{word}'],
    clean: ['GEMFURY_TOKEN=$GEMFURY_TOKEN'],
  }),
] as const;

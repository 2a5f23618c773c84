import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cloudinary-secret',
    title: 'Cloudinary secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.cloudinary.com/settings/api-keys',
    patterns: [
      assigned(['cloudinary'], '[A-Za-z0-9_-]{27}'),
    ],
    companions: [beside('cloud', 'cloud_?name', '[a-z0-9-]{3,40}'), beside('key', 'cloudinary_?api_?key', '\\d{15}')],
    leaks: ['CLOUDINARY_TOKEN={base62:27}'],
    clean: ['CLOUDINARY_TOKEN=$CLOUDINARY_TOKEN'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'media-service-key',
    title: 'Key of a media service (Imgix, Uploadcare)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.cloudinary.com/settings/api-keys',
    patterns: [
      assigned(['cloudinary'], '[A-Za-z0-9_-]{27}'),
      assigned(['uploadcare'], '[0-9a-f]{20}'),
    ],
    leaks: ['CLOUDINARY_API_SECRET={base62:27}'],
    clean: ['CLOUDINARY_API_SECRET=$CLOUDINARY_API_SECRET'],
  }),
] as const;

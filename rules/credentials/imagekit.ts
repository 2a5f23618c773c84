import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'imagekit-key',
    title: 'ImageKit key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://imagekit.io/dashboard/developer/api-keys',
    patterns: [
      assigned(['imagekit'], 'private_[A-Za-z0-9+/]{24,32}=|private_[A-Za-z0-9+/]{24,32}'),
    ],
    leaks: ['IMAGEKIT_TOKEN=private_{base64:24}='],
    clean: ['IMAGEKIT_TOKEN=$IMAGEKIT_TOKEN'],
  }),
] as const;

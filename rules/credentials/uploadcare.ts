import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'uploadcare-key',
    title: 'Uploadcare key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.uploadcare.com/projects/-/api-keys/',
    patterns: [
      assigned(['uploadcare'], '[0-9a-f]{20}'),
    ],
    leaks: ['UPLOADCARE_TOKEN={hex:20}'],
    clean: ['UPLOADCARE_TOKEN=$UPLOADCARE_TOKEN'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'readme-key',
    title: 'ReadMe key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.readme.com/main/reference/authentication',
    patterns: [
      prefixed('rdme_', '[a-z0-9]{70}'),
    ],
    leaks: ['rdme_{alnum:70}'],
    clean: ['rdme_{alnum:17}'],
  }),
] as const;

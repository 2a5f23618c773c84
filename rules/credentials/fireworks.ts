import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fireworks-key',
    title: 'Fireworks AI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://fireworks.ai/account/api-keys',
    patterns: [
      prefixed('fw_', '[A-Za-z0-9]{24}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['fw_{base62:24}'],
    clean: ['fw_{base62:7}'],
  }),
] as const;

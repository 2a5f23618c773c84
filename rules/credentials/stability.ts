import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'stability-key',
    title: 'Stability AI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://platform.stability.ai/account/keys',
    patterns: [
      assigned(['stability', 'dreamstudio'], 'sk-[A-Za-z0-9]{48}'),
    ],
    leaks: ['STABILITY_API_KEY=sk-{base62:48}'],
    clean: ['STABILITY_API_KEY=$STABILITY_API_KEY'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'groq-key',
    title: 'Groq API key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://console.groq.com/keys',
    references: ['https://howtorotate.com/docs/tutorials/groq/'],
    patterns: [
      prefixed('gsk_', '[A-Za-z0-9]{52}'),
    ],
    leaks: ['gsk_{base62:52}'],
    clean: ['gsk_{base62:7}'],
  }),
] as const;

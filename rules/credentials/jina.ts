import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'jina-key',
    title: 'Jina AI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://jina.ai/api-dashboard/',
    patterns: [
      prefixed('jina_', '[A-Za-z0-9_-]{60}'),
    ],
    leaks: ['jina_{base62:60}'],
    clean: ['jina_{base62:7}'],
  }),
] as const;

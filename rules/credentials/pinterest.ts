import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pinterest-token',
    title: 'Pinterest token',
    severity: 'high',
    allows: 'read and change boards and pins of its owner',
    revoke: 'https://developers.pinterest.com/apps/',
    patterns: [
      prefixed('pina_', '[A-Z0-9]{64,108}'),
      prefixed('pinr.', '[A-Za-z0-9._-]{60,300}', { evidence: [drawn()] }),
    ],
    leaks: ['PINTEREST_TOKEN=pina_{ALNUM:82}', 'pinr.{base62:120}'],
    clean: ['pina_{word}'],
  }),
] as const;

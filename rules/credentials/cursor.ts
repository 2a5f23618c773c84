import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cursor-key',
    title: 'Cursor key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://cursor.com/dashboard',
    references: ['https://nango.dev/docs/integrations/all/cursor'],
    patterns: [
      prefixed('key_', '[0-9a-f]{64}'),
      prefixed('crsr_', '[0-9a-f]{64}'),
    ],
    leaks: ['key_{hex:64}', 'CURSOR_API_KEY=crsr_{hex:64}'],
    clean: ['key_{hex:7}'],
  }),
] as const;

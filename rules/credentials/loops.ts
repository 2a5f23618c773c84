import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'loops-key',
    title: 'Loops API key',
    severity: 'high',
    allows: 'send mail to everyone on the list, and read it',
    revoke: 'https://app.loops.so/settings?page=api',
    references: ['https://nango.dev/docs/integrations/all/loops-so'],
    patterns: [
      keyed(['loops'], '[0-9a-f]{32}'),
    ],
    leaks: ['LOOPS_API_KEY={hex:32}'],
    clean: ['LOOPS_API_KEY=$LOOPS_API_KEY'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'coderabbit-key',
    title: 'CodeRabbit API key',
    severity: 'medium',
    allows: 'read reports on the organisation’s code',
    revoke: 'https://docs.coderabbit.ai/',
    patterns: [
      prefixed('cr-', '[0-9a-f]{58}'),
    ],
    leaks: ['CODERABBIT_API_KEY=cr-{hex:58}'],
    clean: ['cr-{hex:8}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'freepik-key',
    title: 'Freepik API key',
    severity: 'medium',
    allows: 'make and download pictures at the owner’s cost',
    revoke: 'https://www.freepik.com/developers/dashboard/api-key',
    patterns: [
      prefixed('FPSX', '[0-9a-f]{32}'),
    ],
    leaks: ['FREEPIK_API_KEY=FPSX{hex:32}'],
    clean: ['FPSX{hex:8}'],
  }),
] as const;

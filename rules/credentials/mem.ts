import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mem-key',
    title: 'Mem0 API key',
    severity: 'high',
    allows: 'read and change what agents remember',
    revoke: 'https://app.mem0.ai/dashboard/api-keys',
    patterns: [
      prefixed('m0-', '[A-Za-z0-9]{40}', { evidence: [drawn()] }),
    ],
    leaks: ['MEM0_API_KEY=m0-{base62:40}'],
    clean: ['m0-{base62:8}'],
  }),
] as const;

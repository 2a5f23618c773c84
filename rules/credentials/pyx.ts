import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pyx-key',
    title: 'pyx API key',
    severity: 'high',
    allows: 'read and publish packages of the organisation',
    revoke: 'https://docs.astral.sh/pyx/',
    patterns: [
      prefixed('sk-pyx-', '[A-Za-z0-9]{36,70}'),
    ],
    leaks: ['UV_PYX_KEY=sk-pyx-{base62:64}'],
    clean: ['sk-pyx-{base62:8}'],
  }),
] as const;

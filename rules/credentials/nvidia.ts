import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nvidia-key',
    title: 'NVIDIA API key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://build.nvidia.com/settings/api-keys',
    patterns: [
      prefixed('nvapi-', '[A-Za-z0-9_-]{60,70}'),
    ],
    leaks: ['nvapi-{base62:64}'],
    clean: ['nvapi-{base62:7}'],
  }),
] as const;

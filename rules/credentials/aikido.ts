import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'aikido-token',
    title: 'Aikido token',
    severity: 'high',
    allows: 'read what scans found, and change them',
    revoke: 'https://app.aikido.dev/settings/integrations',
    patterns: [
      prefixed('AIK_CI_', '[A-Za-z0-9]{20,44}'),
      prefixed('AIK_SECRET_', '[A-Za-z0-9]{64}'),
    ],
    leaks: ['AIKIDO_TOKEN=AIK_CI_{base62:32}', 'AIK_SECRET_{base62:64}'],
    clean: ['AIK_CI_{base62:8}'],
  }),
] as const;

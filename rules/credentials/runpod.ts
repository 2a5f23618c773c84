import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'runpod-key',
    title: 'RunPod key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://console.runpod.io/user/settings',
    patterns: [
      prefixed('rpa_', '[A-Za-z0-9]{42,46}'),
    ],
    leaks: ['rpa_{base62:44}'],
    clean: ['rpa_{base62:7}'],
  }),
] as const;

import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'thunderstore-token',
    title: 'Thunderstore token',
    severity: 'high',
    allows: 'publish packages of a team',
    revoke: 'https://thunderstore.io/settings/teams/',
    patterns: [
      prefixed('tss_', '[A-Za-z0-9]{32,64}', { evidence: [drawn()] }),
    ],
    leaks: ['TCLI_AUTH_TOKEN=tss_{base62:34}'],
    clean: ['tss_{word}'],
  }),
] as const;

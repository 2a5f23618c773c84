import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lichess-token',
    title: 'Lichess token',
    severity: 'medium',
    allows: 'play and read as its owner',
    revoke: 'https://lichess.org/account/oauth/token',
    patterns: [
      prefixed('lip_', '[A-Za-z0-9]{20}', { evidence: [drawn()] }),
    ],
    leaks: ['LICHESS_TOKEN=lip_{base62:20}'],
    clean: ['lip_{base62:6}'],
  }),
] as const;

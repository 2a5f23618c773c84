import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tavily-key',
    title: 'Tavily key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://app.tavily.com/home',
    patterns: [
      prefixed('tvly-', '(?:dev-|prod-)?[A-Za-z0-9]{32}'),
    ],
    leaks: ['tvly-dev-{base62:32}'],
    clean: ['tvly-dev-{base62:7}'],
  }),
] as const;

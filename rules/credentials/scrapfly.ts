import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scrapfly-key',
    title: 'Scrapfly API key',
    severity: 'medium',
    allows: 'fetch pages at the owner’s cost',
    revoke: 'https://scrapfly.io/dashboard',
    patterns: [
      prefixed('scp-live-', '[0-9a-f]{32}'),
      prefixed('scp-test-', '[0-9a-f]{32}', { confidence: 'low' }),
    ],
    leaks: ['SCRAPFLY_KEY=scp-live-{hex:32}', 'scp-test-{hex:32}'],
    clean: ['scp-live-{hex:8}'],
  }),
] as const;

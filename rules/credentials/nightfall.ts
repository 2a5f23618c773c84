import { drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nightfall-key',
    title: 'Nightfall API key',
    severity: 'high',
    allows: 'have texts looked through at the owner’s cost',
    revoke: 'https://app.nightfall.ai/developer-platform/manage-api-keys',
    patterns: [
      prefixed('NF-', '[A-Za-z0-9]{32}', { evidence: [drawn()] }),
    ],
    leaks: ['NIGHTFALL_API_KEY=NF-{base62:32}'],
    clean: ['NF-{base62:8}'],
  }),
] as const;

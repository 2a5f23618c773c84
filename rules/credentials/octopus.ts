import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'octopus-key',
    title: 'Octopus Deploy key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
    patterns: [
      prefixed('API-', '[A-Z0-9]{25,27}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['API-{ALNUM:26}'],
    clean: ['API-{ALNUM:7}'],
  }),
] as const;

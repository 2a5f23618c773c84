import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dependency-track-key',
    title: 'Dependency-Track key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.dependencytrack.org/integrations/rest-api/',
    patterns: [
      prefixed('odt_', '(?:[A-Za-z0-9]{8}_)?[A-Za-z0-9]{32,36}'),
    ],
    leaks: ['odt_{base62:36}'],
    clean: ['odt_{base62:7}'],
  }),
] as const;

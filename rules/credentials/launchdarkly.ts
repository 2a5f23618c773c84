import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'launchdarkly-key',
    title: 'LaunchDarkly key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.launchdarkly.com/settings/authorization',
    patterns: [
      prefixed('sdk-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('api-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      assigned(['launchdarkly'], '[A-Za-z0-9=_-]{40}'),
    ],
    leaks: ['sdk-{uuid}'],
    clean: ['sdk-{hex:8}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'posthog-key',
    title: 'PostHog key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.posthog.com/settings/user-api-keys',
    references: ['https://docs.continue.dev/guides/posthog-github-continuous-ai'],
    patterns: [
      prefixed('phs_', '[A-Za-z0-9_-]{40,70}'),
      prefixed('pha_', '[A-Za-z0-9_-]{40,70}'),
      prefixed('phr_', '[A-Za-z0-9_-]{40,70}'),
      prefixed('phx_', '[A-Za-z0-9_-]{40,70}'),
    ],
    leaks: ['phs_{base62:43}', 'pha_{base62:43}', 'phx_{base62:43}'],
    clean: ['phs_{base62:10}', 'pha_{base62:10}', 'phx_{base62:10}'],
  }),
] as const;

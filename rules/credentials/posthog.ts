import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'analytics-key',
    title: 'Key of an analytics or error service (PostHog, Segment, Rollbar, Honeycomb, Splunk)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.posthog.com/settings/user-api-keys',
    patterns: [
      prefixed('phs_', '[A-Za-z0-9]{43,50}'),
      prefixed('pha_', '[A-Za-z0-9]{43,50}'),
      prefixed('phx_', '[A-Za-z0-9_]{43,48}'),
      prefixed('sgp_', '[A-Za-z0-9]{64}'),
      assigned(['rollbar', 'honeycomb', 'bugsnag', 'raygun', 'airbrake', 'loggly', 'sumologic', 'mixpanel', 'amplitude'], '[0-9a-z]{32}'),
      assigned(['segment'], '[A-Za-z0-9_-]{32}'),
      assigned(['splunk'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('hcaik_', '[a-z0-9]{58}'),
      assigned(['sumo'], '[A-Za-z0-9]{64}|su[A-Za-z0-9]{12}'),
    ],
    leaks: ['phx_{base62:43}', 'ROLLBAR_TOKEN={hex:32}'],
    clean: ['phx_{base62:7}'],
  }),
] as const;

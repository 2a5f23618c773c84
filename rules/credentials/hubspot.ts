import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'hubspot-token',
    title: 'HubSpot token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.hubspot.com/private-apps/',
    patterns: [
      prefixed('pat-', '[a-z]{2,3}\\d-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', { flags: 'i' }),
      assigned(['hubspot', 'hapi'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['pat-na1-{uuid}'],
    clean: ['pat-na1-{hex:8}'],
  }),
] as const;

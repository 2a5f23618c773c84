import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'crates-io-token',
    title: 'crates.io token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://crates.io/settings/tokens',
    patterns: [
      prefixed('cio', '[A-Za-z0-9]{32}'),
    ],
    leaks: ['CARGO_REGISTRY_TOKEN=cio{base62:32}'],
    clean: ['CARGO_REGISTRY_TOKEN=$CARGO_REGISTRY_TOKEN'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'unleash-token',
    title: 'Unleash token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.getunleash.io/reference/api-tokens-and-client-keys',
    patterns: [
      pattern(['*:*.', '*:development.', '*:production.', 'default:development.', 'default:production.', 'default:*.'], '(?<![A-Za-z0-9])(?<secret>(?:\\*|default):(?:\\*|development|production)\\.[0-9a-f]{56,64})(?![0-9a-f])'),
    ],
    leaks: ['UNLEASH_API_TOKEN=*:development.{hex:56}'],
    clean: ['*:development.x'],
  }),
] as const;

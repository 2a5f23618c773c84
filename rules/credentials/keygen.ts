import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'keygen-token',
    title: 'Keygen token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://keygen.sh/docs/api/tokens/',
    patterns: [
      pattern(['admin-', 'prod-', 'activ-'], '(?<![A-Za-z0-9])(?<secret>(?:admin|prod|activ|user|env)-[0-9a-f]{64}v[23])(?![0-9a-z])'),
    ],
    leaks: ['KEYGEN_TOKEN=prod-{hex:64}v3'],
    clean: ['prod-{hex:6}v3'],
  }),
] as const;

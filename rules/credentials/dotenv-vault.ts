import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dotenv-vault-key',
    title: 'dotenv vault key',
    severity: 'critical',
    allows: 'decrypt every value in the `.env.vault` file',
    revoke: 'https://www.dotenv.org/docs/security/dotenv-key',
    patterns: [
      pattern(['dotenv://:key_'], 'dotenv://:(?<secret>key_[0-9a-f]{64})@'),
    ],
    leaks: ['DOTENV_KEY=dotenv://:key_{hex:64}@dotenv.org/vault/.env.vault?environment=production'],
    clean: ['DOTENV_KEY=dotenv://:key_{hex:8}'],
  }),
] as const;

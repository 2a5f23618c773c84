import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rails-secret-key',
    title: 'Rails secret key',
    severity: 'critical',
    allows: 'decrypt the credentials file and forge sessions',
    revoke: 'https://guides.rubyonrails.org/security.html#custom-credentials',
    patterns: [
      pattern(['secret_key_base'], 'secret_key_base["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[0-9a-f]{64,128})(?![0-9a-f])', { flags: 'i' }),
      pattern(['RAILS_MASTER_KEY'], 'RAILS_MASTER_KEY[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<secret>[0-9a-f]{32})(?![0-9a-f])'),
    ],
    leaks: ['SECRET_KEY_BASE={hex:128}', 'RAILS_MASTER_KEY={hex:32}'],
    clean: ['SECRET_KEY_BASE=$SECRET_KEY_BASE'],
  }),
] as const;

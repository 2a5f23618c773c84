import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'framework-secret-key',
    title: 'Secret key of a web framework (Django, Rails, Laravel)',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key',
    patterns: [
      pattern(['django-insecure-'], '(?<secret>django-insecure-[^\\s"\\\'`]{30,60})(?=["\\\'`\\s]|$)', { confidence: 'low' }),
      pattern(['APP_KEY'], 'APP_KEY[ \\t]{0,4}=[ \\t]{0,4}["\\\']?(?<secret>base64:[A-Za-z0-9+/]{43}=)'),
      pattern(['secret_key_base'], 'secret_key_base["\\\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\\\']?(?<secret>[0-9a-f]{64,128})(?![0-9a-f])', { flags: 'i' }),
      pattern(['RAILS_MASTER_KEY'], 'RAILS_MASTER_KEY[ \\t]{0,4}[=:][ \\t]{0,4}["\\\']?(?<secret>[0-9a-f]{32})(?![0-9a-f])'),
      pattern(['fernet'], 'fernet_?key["\\\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\\\']?(?<secret>[A-Za-z0-9_-]{43}=)', { flags: 'i' }),
    ],
    leaks: ['APP_KEY=base64:{base64:43}=', 'SECRET_KEY_BASE={hex:128}', 'RAILS_MASTER_KEY={hex:32}', 'SECRET_KEY = "django-insecure-{base62:50}"'],
    clean: ['APP_KEY=$APP_KEY'],
  }),
] as const;

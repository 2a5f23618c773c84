import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'django-secret-key',
    title: 'Django secret key',
    severity: 'high',
    allows: 'forge sessions and signed values',
    revoke: 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key',
    patterns: [
      pattern(['django-insecure-'], '(?<secret>django-insecure-[^\\s"\'`]{30,60})(?=["\'`\\s]|$)', { confidence: 'low' }),
      pattern(['DJANGO_SECRET'], 'DJANGO_SECRET(?:_KEY)?["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[^\\s"\']{32,80})', { evidence: [{ name: 'random' }] }),
      pattern(['fernet'], 'fernet_?key["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[A-Za-z0-9_-]{43}=)', { flags: 'i' }),
    ],
    leaks: ['SECRET_KEY = "django-insecure-{base62:50}"', 'FERNET_KEY={base64url:43}=', 'DJANGO_SECRET_KEY={base62:50}'],
    clean: ['SECRET_KEY = os.environ["SECRET_KEY"]'],
  }),
] as const;

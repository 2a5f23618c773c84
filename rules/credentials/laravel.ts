import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'laravel-app-key',
    title: 'Laravel application key',
    severity: 'critical',
    allows: 'run code in it: it signs what the application unserialises',
    revoke: 'https://laravel.com/docs/encryption#configuration',
    patterns: [
      pattern(['APP_KEY'], 'APP_KEY[ \\t]{0,4}=[ \\t]{0,4}["\']?(?<secret>base64:[A-Za-z0-9+/]{43}=)'),
    ],
    leaks: ['APP_KEY=base64:{base64:43}='],
    clean: ['APP_KEY=$APP_KEY'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'firebase-server-key',
    title: 'Firebase Cloud Messaging server key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.firebase.google.com/',
    patterns: [
      prefixed('AAAA', '[\\w-]{7}:APA91b[\\w-]{134,160}'),
    ],
    leaks: ['AAAA{base62:7}:APA91b{base62:134}'],
    clean: ['AAAA{base62:7}:APA91b{base62:7}'],
  }),
] as const;

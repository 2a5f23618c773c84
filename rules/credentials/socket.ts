import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'socket-token',
    title: 'Socket token',
    severity: 'high',
    allows: 'read what is known of an organisation’s packages, and change its policy',
    revoke: 'https://socket.dev/dashboard',
    patterns: [
      prefixed('sktsec_', '[\\w-]{40,60}_api'),
    ],
    leaks: ['SOCKET_SECURITY_API_KEY=sktsec_{base64url:43}_api'],
    clean: ['sktsec_{word}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

const random = { evidence: [{ name: 'random' }] } as const;

export const rules = [
  issued({
    id: 'fauna-secret',
    title: 'Fauna secret',
    severity: 'high',
    allows: 'read and change the database, within its role',
    revoke: 'https://dashboard.fauna.com',
    patterns: [
      prefixed('fnA', '[A-Za-z][A-Za-z0-9_-]{36,60}', random),
    ],
    leaks: ['FAUNA_SECRET=fnAE{base62:36}'],
    clean: ['fnAE{base62:10}'],
  }),
] as const;

import { issued, prefixed, summed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zuplo-key',
    title: 'Zuplo key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://portal.zuplo.com/',
    patterns: [
      prefixed('zpka_', '[0-9a-f]{32}_[0-9a-f]{8}'),
      prefixed('zpka_', '[0-9a-f]{40}', summed('zuplo')),
    ],
    leaks: ['zpka_{hex:32}{crc32:hex}'],
    clean: ['zpka_{hex:7}'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'prisma-key',
    title: 'Prisma key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.prisma.io/',
    patterns: [
      pattern(['prisma://', 'prisma+postgres://'], 'prisma(?:\\+postgres)?://[\\w.-]{3,80}/?\\?api_key=(?<secret>[\\w.-]{40,600})'),
    ],
    leaks: ['prisma://accelerate.prisma-data.net/?api_key={base62:90}'],
    clean: ['prisma://x/?api_key=$KEY'],
  }),
] as const;

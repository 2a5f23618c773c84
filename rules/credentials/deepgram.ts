import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'deepgram-key',
    title: 'Deepgram key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://console.deepgram.com/',
    patterns: [
      assigned(['deepgram'], '[0-9a-f]{40}'),
    ],
    leaks: ['DEEPGRAM_API_KEY={hex:40}'],
    clean: ['DEEPGRAM_API_KEY=$DEEPGRAM_API_KEY'],
  }),
] as const;

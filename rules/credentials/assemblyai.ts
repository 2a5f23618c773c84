import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'assemblyai-key',
    title: 'AssemblyAI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://www.assemblyai.com/app/api-keys',
    patterns: [
      assigned(['assemblyai'], '[0-9a-f]{32}'),
    ],
    leaks: ['ASSEMBLYAI_API_KEY={hex:32}'],
    clean: ['ASSEMBLYAI_API_KEY=$ASSEMBLYAI_API_KEY'],
  }),
] as const;

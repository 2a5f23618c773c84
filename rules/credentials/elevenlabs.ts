import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'elevenlabs-key',
    title: 'ElevenLabs key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://elevenlabs.io/app/settings/api-keys',
    patterns: [
      pattern(['sk_'], '(?<![A-Za-z0-9_])(?<secret>sk_[0-9a-f]{48})(?![A-Za-z0-9_])'),
    ],
    leaks: ['ELEVENLABS=sk_{hex:48}'],
    clean: ['ELEVENLABS=$ELEVENLABS'],
  }),
] as const;

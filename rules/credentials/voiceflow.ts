import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'voiceflow-key',
    title: 'Voiceflow API key',
    severity: 'high',
    allows: 'talk to and change an assistant',
    revoke: 'https://creator.voiceflow.com/',
    patterns: [
      pattern(['VF.'], '(?<![A-Za-z0-9])(?<secret>VF\\.(?:(?:DM|WS)\\.)?[0-9a-f]{24}\\.[A-Za-z0-9]{16})(?![A-Za-z0-9])'),
    ],
    leaks: ['VF_API_KEY=VF.DM.{hex:24}.{base62:16}', 'VF.{hex:24}.{base62:16}'],
    clean: ['VF.DM.{hex:8}'],
  }),
] as const;

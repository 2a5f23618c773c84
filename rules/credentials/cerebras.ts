import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cerebras-key',
    title: 'Cerebras key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://cloud.cerebras.ai/',
    references: ['https://docs.langchain.com/oss/python/integrations/chat/cerebras'],
    patterns: [
      prefixed('csk-', '[a-z0-9]{48}'),
    ],
    leaks: ['csk-{alnum:48}'],
    clean: ['csk-{alnum:7}'],
  }),
] as const;

import { assigned, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'openai-key',
    title: 'OpenAI API key',
    severity: 'critical',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://platform.openai.com/api-keys',
    references: ['https://nango.dev/docs/integrations/all/openai'],
    patterns: [
      pattern(['T3BlbkFJ'], '(?<![A-Za-z0-9_-])(?<secret>sk-(?:(?:proj|svcacct|admin|None|service)-)?[A-Za-z0-9_-]{20,110}?T3BlbkFJ[A-Za-z0-9_-]{20,110})(?![A-Za-z0-9_-])', { before: 130, confidence: 'high' }),
      pattern(['sk-proj-', 'sk-svcacct-', 'sk-admin-'], '(?<![A-Za-z0-9_-])(?<secret>sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,200})(?![A-Za-z0-9_-])'),
      prefixed('ek_', '[0-9a-f]{32}'),
      assigned(['openai', 'oai_'], 'sk-[A-Za-z0-9]{48}'),
    ],
    companions: [
      { label: 'organisation', regex: '(?<![A-Za-z0-9])org-[A-Za-z0-9]{16,30}' },
    ],
    leaks: ['OPENAI_API_KEY=sk-{base62:20}T3BlbkFJ{base62:20}', 'sk-proj-{base62:74}T3BlbkFJ{base62:74}', 'sk-svcacct-{base64url:57}kT3BlbkFJ{base64url:57}k'],
    clean: ['sk-{base62:10}', 'sk-learn-{word}'],
  }),
] as const;

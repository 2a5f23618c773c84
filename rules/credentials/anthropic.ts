import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'anthropic-key',
    title: 'Anthropic API key',
    severity: 'critical',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://console.anthropic.com/settings/keys',
    references: ['https://docs.langchain.com/oss/python/integrations/llms/anthropic'],
    patterns: [
      prefixed('sk-ant-', '(?:api|admin|sid|oat|ort)\\d\\d-[\\w-]{93}AA'),
      prefixed('sk-ant-', '(?:api|admin|sid|oat|ort)\\d\\d-[\\w-]{40,140}', { confidence: 'low' }),
    ],
    leaks: ['ANTHROPIC_API_KEY=sk-ant-api03-{base62:93}AA'],
    clean: ['sk-ant-api03-{base62:10}'],
  }),
] as const;

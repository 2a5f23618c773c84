import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'llama-cloud-key',
    title: 'LlamaCloud API key',
    severity: 'high',
    allows: "parse and index at the owner's cost, and read what was indexed",
    revoke: 'https://cloud.llamaindex.ai/api-key',
    patterns: [
      prefixed('llx-', '[A-Za-z0-9_-]{40,60}'),
    ],
    leaks: ['LLAMA_CLOUD_API_KEY=llx-{base62:48}'],
    clean: ['llx-{base62:10}'],
  }),
] as const;

import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'huggingface-token',
    title: 'Hugging Face token',
    severity: 'high',
    allows: 'read private models and perhaps replace public ones',
    revoke: 'https://huggingface.co/settings/tokens',
    references: ['https://huggingface.co/docs/hub/security-tokens'],
    patterns: [
      prefixed('hf_', '[A-Za-z]{34}'),
      prefixed('hf_', '[A-Za-z0-9]{34,37}', { confidence: 'low', evidence: [{ name: 'random' }] }),
      prefixed('api_org_', '[A-Za-z]{34}'),
    ],
    leaks: ['HF_TOKEN=hf_{alpha:34}', 'api_org_{alpha:34}'],
    clean: ['hf_{alpha:12}', 'hf_hub_download'],
  }),
] as const;

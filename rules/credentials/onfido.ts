import { issued, prefixed } from '../../src/rule/issued.js';

const random = { evidence: [{ name: 'random' }] } as const;

export const rules = [
  issued({
    id: 'onfido-token',
    title: 'Onfido API token',
    severity: 'high',
    allows: 'read the identity documents of the customers',
    revoke: 'https://dashboard.onfido.com/api/tokens',
    patterns: [
      prefixed('api_live.', '[\\w-]{11}\\.[\\w-]{32}', random),
      prefixed('api_live_', '(?:ca|us|eu)\\.[\\w-]{11}\\.[\\w-]{32}', random),
      prefixed('api_sandbox.', '[\\w-]{11}\\.[\\w-]{32}', random),
    ],
    leaks: ['ONFIDO_API_TOKEN=api_live.{base62:11}.{base62:32}', 'api_live_us.{base62:11}.{base62:32}'],
    clean: ['api_live.{base62:4}'],
  }),
] as const;

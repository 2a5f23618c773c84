import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'helicone-key',
    title: 'Helicone key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://us.helicone.ai/settings/api-keys',
    patterns: [
      prefixed('sk-helicone-', '[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}'),
      prefixed('pk-helicone-', '[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}'),
    ],
    leaks: ['sk-helicone-{alnum:7}-{alnum:7}-{alnum:7}-{alnum:7}', 'pk-helicone-{alnum:7}-{alnum:7}-{alnum:7}-{alnum:7}'],
    clean: ['sk-helicone-{alnum:1}-{alnum:1}-{alnum:1}-{alnum:1}', 'pk-helicone-{alnum:1}-{alnum:1}-{alnum:1}-{alnum:1}'],
  }),
] as const;

import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'deepl-key',
    title: 'DeepL key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.deepl.com/your-account/keys',
    patterns: [
      assigned(['deepl'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:fx|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['DEEPL_TOKEN={uuid}:fx'],
    clean: ['DEEPL_TOKEN=$DEEPL_TOKEN'],
  }),
] as const;

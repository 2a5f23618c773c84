import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'supertokens-key',
    title: 'SuperTokens key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://supertokens.com/docs/quickstart/integrations/self-hosted',
    patterns: [
      assigned(['supertokens'], '[A-Za-z0-9_-]{24,40}'),
    ],
    leaks: ['SUPERTOKENS_TOKEN={base62:24}'],
    clean: ['SUPERTOKENS_TOKEN=$SUPERTOKENS_TOKEN'],
  }),
] as const;

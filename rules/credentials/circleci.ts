import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'circleci-token',
    title: 'CircleCI token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.circleci.com/settings/user/tokens',
    references: ['https://circleci.com/docs/managing-api-tokens/'],
    patterns: [
      prefixed('CCIPAT_', '[A-Za-z0-9]{22}_[0-9a-f]{40}'),
      prefixed('CCIPRJ_', '[A-Za-z0-9]{22}_[0-9a-f]{40}'),
      assigned(['circleci', 'circle_token', 'circle-token'], '[0-9a-f]{40}'),
    ],
    leaks: ['CCIPAT_{base62:22}_{hex:40}'],
    clean: ['CCIPAT_{base62:7}_{hex:7}'],
  }),
] as const;

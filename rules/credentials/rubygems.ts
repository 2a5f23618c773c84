import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rubygems-key',
    title: 'RubyGems key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://rubygems.org/profile/api_keys',
    references: ['https://guides.rubygems.org/api-key-scopes/'],
    patterns: [
      prefixed('rubygems_', '[0-9a-f]{48}'),
    ],
    leaks: ['rubygems_{hex:48}'],
    clean: ['rubygems_{hex:7}'],
  }),
] as const;

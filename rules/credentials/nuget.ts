import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nuget-key',
    title: 'NuGet key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://www.nuget.org/account/apikeys',
    references: ['https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys'],
    patterns: [
      prefixed('oy2', '[a-z0-9]{43}'),
      assigned(['nuget'], '[a-z0-9]{46}'),
    ],
    leaks: ['oy2{lower32:43}'],
    clean: ['oy2{lower32:7}'],
  }),
] as const;

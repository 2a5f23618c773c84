import { assigned, issued, prefixed, summed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vercel-token',
    title: 'Vercel token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://vercel.com/account/settings/tokens',
    references: ['https://nango.dev/docs/api-integrations/vercel/connect'],
    patterns: [
      prefixed('vcp_', '[A-Za-z0-9]{56}', summed('vercel')),
      prefixed('vci_', '[A-Za-z0-9]{56}', summed('vercel')),
      prefixed('vca_', '[A-Za-z0-9]{56}', summed('vercel')),
      prefixed('vcr_', '[A-Za-z0-9]{56}', summed('vercel')),
      prefixed('vck_', '[A-Za-z0-9]{56}', summed('vercel')),
      assigned(['vercel'], '[A-Za-z0-9]{24}'),
    ],
    leaks: ['vcp_{base62:50}{crc32:github}', 'VERCEL_TOKEN={base62:24}'],
    clean: ['vcp_{base62:7}'],
  }),
] as const;

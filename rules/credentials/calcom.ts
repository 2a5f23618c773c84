import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cal-com-key',
    title: 'Cal.com key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.cal.com/settings/developer/api-keys',
    references: ['https://nango.dev/docs/integrations/all/cal-com-v1'],
    patterns: [
      prefixed('cal_live_', '[0-9a-f]{32}'),
    ],
    leaks: ['cal_live_{hex:32}'],
    clean: ['cal_live_{hex:7}'],
  }),
] as const;

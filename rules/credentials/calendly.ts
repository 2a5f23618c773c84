import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'calendly-token',
    title: 'Calendly token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://calendly.com/integrations/api_webhooks',
    patterns: [
      pattern(['calendly'], 'calendly[\\w.\\t "\':=(-]{0,40}?(?<secret>eyJ[\\w-]{20,400}\\.eyJ[\\w-]{20,1000}\\.[\\w-]{20,200})', { flags: 'i', evidence: [{ name: 'jwt' }] }),
      assigned(['calendly'], '[a-z2-7]{32}|[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['CALENDLY_TOKEN={lower32:32}', 'CALENDLY_TOKEN={jwt}'],
    clean: ['CALENDLY_TOKEN=$CALENDLY_TOKEN'],
  }),
] as const;

import { assigned, drawn, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'twilio-credential',
    title: 'Twilio token or key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.twilio.com/us1/account/keys-credentials/api-keys',
    patterns: [
      assigned(['twilio'], '[0-9a-f]{32}'),
      pattern(['SK0', 'SK1', 'SK2', 'SK3', 'SK4', 'SK5', 'SK6', 'SK7', 'SK8', 'SK9', 'SKa', 'SKb', 'SKc', 'SKd', 'SKe', 'SKf'], '(?<![A-Za-z0-9/+_=])(?<secret>SK(?:[0-9a-f]{32}|[0-9A-F]{32}))(?![A-Za-z0-9/+_=])', { evidence: [drawn()] }),
    ],
    companions: [
      { label: 'Twilio account', regex: '(?<![A-Za-z0-9])AC[0-9a-f]{32}(?![A-Za-z0-9])' },
    ],
    leaks: ['TWILIO_AUTH_TOKEN={hex:32}', 'SK{hex:32}'],
    clean: ['TWILIO_AUTH_TOKEN=$TWILIO_AUTH_TOKEN'],
  }),
] as const;

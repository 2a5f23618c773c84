import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'appstore-connect-password',
    title: 'App Store application password',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://account.apple.com/account/manage',
    patterns: [
      pattern(['APPLICATION_SPECIFIC_PASSWORD', 'FASTLANE_', 'altool'], '(?:APPLICATION_SPECIFIC_PASSWORD|FASTLANE_[A-Z_]{0,40}PASSWORD|altool[^\\r\\n]{0,120}?-p)["\']?[ \\t:=]{1,4}["\']?(?<secret>[a-z]{4}(?:-[a-z]{4}){3})(?![a-z-])'),
    ],
    leaks: ['FASTLANE_APPLE_APPLICATION_SPECIFIC_PASSWORD={lower:4}-{lower:4}-{lower:4}-{lower:4}'],
    clean: ['FASTLANE_PASSWORD=$X'],
  }),
] as const;

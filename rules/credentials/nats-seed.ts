import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nats-seed',
    title: 'NATS seed',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth',
    patterns: [
      pattern(['SUA', 'SAA', 'SOA', 'SCA', 'SNA'], '(?<![A-Za-z0-9+/])(?<secret>S[UAOCN]A[A-Z2-7]{55})(?![A-Za-z0-9+/=])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['seed: SUA{base32:55}'],
    clean: ['SUA{base32:5}'],
  }),
] as const;

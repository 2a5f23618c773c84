import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wallet-private-key',
    title: 'Private key or seed of a wallet',
    severity: 'critical',
    allows: 'move everything in the wallet',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    patterns: [
      pattern(['private_key', 'privatekey', 'private-key', 'wallet', 'mnemonic_key', 'deployer'], '(?:private[_-]?key|wallet[\\w.-]{0,20}key|deployer[\\w.-]{0,20}key)["\'\\]]{0,2}[ \\t]{0,4}(?:=>|[:=])[ \\t]{0,4}\\[?["\']?(?<secret>(?:0x)?[0-9a-f]{64})(?![0-9a-f])', { flags: 'i', evidence: [{ name: 'random' }, { name: 'fixture' }] }),
      pattern(['mnemonic', 'seed_phrase', 'seed phrase', 'seedphrase', 'recovery_phrase'], '(?:mnemonic|seed[_ ]?phrase|recovery_phrase)["\'\\]]{0,2}[ \\t]{0,4}(?:=>|[:=])[ \\t]{0,4}["\'](?<secret>[a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8} [a-z]{3,8}(?: [a-z]{3,8} [a-z]{3,8} [a-z]{3,8}){0,4})["\']', { flags: 'i', confidence: 'low' }),
      pattern(['xprv'], '(?<![A-Za-z0-9])(?<secret>xprv[1-9A-HJ-NP-Za-km-z]{107})(?![A-Za-z0-9])'),
    ],
    leaks: ['DEPLOYER_PRIVATE_KEY=0x{hex:64}', 'MNEMONIC="{lower:5} {lower:6} {lower:4} {lower:7} {lower:5} {lower:6} {lower:4} {lower:5} {lower:6} {lower:4} {lower:7} {lower:5}"', 'xprv{base58:107}'],
    clean: ['PRIVATE_KEY=$PRIVATE_KEY', 'mnemonic: string'],
  }),
] as const;

import { issued, pattern } from '../../src/rule/issued.js';

const KEY = 'google\\.crypto\\.tink\\.\\w{1,60}';
const GAP = '\\\\{0,3}"[^{}]{0,40}';

export const rules = [
  issued({
    id: 'tink-keyset',
    title: 'Tink keyset in plain text',
    severity: 'critical',
    allows: 'decrypt, sign or forge what the keyset protects',
    revoke: 'https://developers.google.com/tink/key-management-overview',
    references: ['https://developers.google.com/tink/wire-format'],
    steps: ['Add a new key to the keyset, and make it the primary one.', 'Encrypt anew what the old one protects, and disable it.', 'Keep the keyset encrypted under a key of a KMS.'],
    patterns: [
      pattern(['google.crypto.tink.'], `${KEY}${GAP}value\\\\{0,3}"\\s{0,4}:\\s{0,4}\\\\{0,3}"(?<secret>[A-Za-z0-9+/]{16,4000}={0,2})${GAP}keyMaterialType\\\\{0,3}"\\s{0,4}:\\s{0,4}\\\\{0,3}"(?:SYMMETRIC|ASYMMETRIC_PRIVATE)`, { confidence: 'high' }),
    ],
    leaks: ['{"primaryKeyId":1,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey","value":"{base64:22}==","keyMaterialType":"SYMMETRIC"}}]}'],
    clean: ['{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.EcdsaPublicKey","keyMaterialType":"ASYMMETRIC_PUBLIC"}}'],
  }),
] as const;

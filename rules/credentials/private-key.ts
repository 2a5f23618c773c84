import { issued, pattern } from '../../src/rule/issued.js';

const KINDS = '(?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP|ANY|ED25519|SSH2 ENCRYPTED) )?PRIVATE KEY(?: BLOCK)?';
const key = { evidence: [{ name: 'private-key' }] } as const;
const FIX = 'Keep it out of the build context; use `RUN --mount=type=ssh` or `--mount=type=secret` while building, and mount it when the container runs.';
const STEPS = ['Make a new key pair.', 'Take the old public key from every server, account and certificate that trusts it.'];

/** `-----BEGIN RSA PRIV`, ` PRIVATE`, ` EC PRIV`, ` OPENSSH`, ` ENCRYPT`, ` DSA `, ` PGP PRI` in base64. */
const ENCODED = ['BSU0EgUFJJ', 'BQUklWQVRF', 'BFQyBQUklW', 'BPUEVOU1NI', 'BFTkNSWVBU', 'BEU0EgUFJJ', 'BQR1AgUFJJ'];

/** Behind the armour's first line it belongs to the armour. */
const BARE = '(?<![A-Za-z0-9+/=-](?<!\\\\[nrt]))(?<!-----[\\s*#/>|]{1,12})(?<secret>';
const DER = '*[A-Za-z0-9+/]{20,9000}={0,2})(?![A-Za-z0-9+/=])';

export const rules = [
  issued({
    id: 'private-key',
    title: 'Private key',
    severity: 'critical',
    allows: 'sign in, sign or decrypt as its owner',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    references: ['https://www.rfc-editor.org/rfc/rfc7468', 'https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key'],
    fix: FIX,
    steps: STEPS,
    patterns: [
      pattern(['-----BEGIN '], `(?<secret>-----BEGIN ${KINDS}-----(?:[^-{};$]|-(?!----)){64,12000}-----END ${KINDS}-----)`, key),
      // Its DER in base64, without armour: RSA and EC in PKCS #8, in PKCS #1 and SEC 1, Ed25519.
      pattern(['IBADANBgkqhkiG9w0BAQEFAASC'], `${BARE}MII[A-Za-z0-9+/]{3}${DER.replace('*', 'IBADANBgkqhkiG9w0BAQEFAASC')}`, { before: 8, ...key }),
      pattern(['IBAAKCA', 'IBAAKBg', 'IBAAJB'], `${BARE}MII[A-Za-z0-9+/]{3}${DER.replace('*', 'IBAA(?:KCA|KBg|JB)')}`, { before: 8, ...key }),
      pattern(['MHcCAQEE', 'MIGkAgEBBD', 'MIHcAgEBBE', 'MIHbAgEBBE', 'MC4CAQAwBQYDK2Vw'], `${BARE}${DER.replace('*', '(?:MHcCAQEE|MIGkAgEBBD|MIH[cb]AgEBBE|MC4CAQAwBQYDK2Vw)')}`, key),
      pattern(['AgEAMBMGByqGSM49', 'AgEAMBAGByqGSM49'], `${BARE}MI[A-Za-z0-9+/]{2}${DER.replace('*', 'AgEAMB[MA]GByqGSM49')}`, { before: 8, ...key }),
      pattern(['<RSAKeyValue>'], '<RSAKeyValue>(?:[^<]|<(?!D>)){100,4000}<D>\\s{0,40}(?<secret>[A-Za-z0-9+/\\s]{80,1500}={0,2})\\s{0,40}</D>'),
      pattern(['LS0tLS1CRUdJTi'], `(?<![A-Za-z0-9+/](?<!\\\\[nrt]))(?<secret>LS0tLS1CRUdJTi(?:${ENCODED.join('|')})[A-Za-z0-9+/]{80,16000}={0,2})`, key),
    ],
    leaks: ['{pem:rsa}', '{pem:ec}', '{pem:openssh}', '{pem:pkcs8}', '{pem:encrypted}', '{pem:rsa-encrypted}', '{pem:pgp}', 'KEY="{escape({pem:ec})}"', 'tls.key: {b64({pem:rsa})}', 'String key = "{pem:bare-pkcs8}";', 'key: {pem:bare-rsa}', 'key: {pem:bare-ec}', '<RSAKeyValue><Modulus>{base64:342}==</Modulus><Exponent>AQAB</Exponent><D>{base64:342}==</D></RSAKeyValue>'],
    clean: ['-----BEGIN PRIVATE KEY-----', '-----BEGIN PUBLIC KEY-----\n{base64:300}\n-----END PUBLIC KEY-----', '-----BEGIN CERTIFICATE-----\n{base64:300}\n-----END CERTIFICATE-----', 'grep -q "-----BEGIN RSA PRIVATE KEY-----" "$f"'],
  }),
  issued({
    id: 'putty-private-key',
    title: 'PuTTY private key',
    severity: 'critical',
    allows: 'sign in as its owner',
    revoke: 'https://the.earth.li/~sgtatham/putty/latest/htmldoc/Chapter8.html',
    fix: FIX,
    steps: STEPS,
    patterns: [pattern(['PuTTY-User-Key-File-'], 'PuTTY-User-Key-File-[123]: [^\\r\\n]{1,60}[\\r\\n]{1,2}(?:[^-]|-(?!----)){1,3000}?Private-Lines: \\d{1,4}[\\r\\n]{1,2}(?<secret>[A-Za-z0-9+/\\r\\n]{20,4000}={0,2})', { evidence: [{ name: 'putty-key' }] })],
    leaks: ['PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: {word}\nPublic-Lines: 1\n{base64:64}\nPrivate-Lines: 2\n{base64:64}\n{base64:40}\nPrivate-MAC: {hex:40}'],
    clean: ['PuTTY-User-Key-File-2: ssh-rsa'],
  }),
  issued({
    id: 'age-secret-key',
    title: 'age secret key',
    severity: 'critical',
    allows: 'decrypt everything that was encrypted to it, sops files too',
    revoke: 'https://age-encryption.org/v1',
    fix: FIX,
    steps: ['Make a new key with `age-keygen`.', 'Encrypt everything anew, and rotate what was inside.'],
    patterns: [
      pattern(['AGE-SECRET-KEY-1'], '(?<secret>AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})(?![A-Za-z0-9])', {
        flags: 'i',
        evidence: [{ name: 'checksum', options: { kind: 'age' } }],
      }),
      pattern(['AGE-SECRET-KEY-PQ-1'], '(?<secret>AGE-SECRET-KEY-PQ-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})(?![A-Za-z0-9])', { flags: 'i' }),
    ],
    leaks: ['AGE-SECRET-KEY-1{BECH32:52}{bech32sum}'],
    clean: ['AGE-SECRET-KEY-1QPZ', 'age1{bech32:58}'],
  }),
  issued({
    id: 'wireguard-private-key',
    title: 'WireGuard private key',
    severity: 'high',
    allows: 'join the private network in its place',
    revoke: 'https://www.wireguard.com/quickstart/',
    fix: FIX,
    steps: ['Make a new key with `wg genkey`.', 'Take the old public key from every peer.'],
    patterns: [pattern(['PrivateKey', 'PresharedKey'], '(?<![A-Za-z])(?:Private|Preshared)Key[ \\t]{0,4}=[ \\t]{0,4}(?<secret>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)(?![A-Za-z0-9+/=])', { evidence: [{ name: 'random' }] })],
    leaks: ['[Interface]\nPrivateKey = {base62:42}g=\nListenPort = 51820'],
    clean: ['[Peer]\nPublicKey = {base62:42}g='],
  }),
] as const;

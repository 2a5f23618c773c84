/** A source of seeded bytes. */
export type Bytes = (length: number) => Buffer;

const RSA_PREFIX = Buffer.from('300d06092a864886f70d0101010500', 'hex');
const EC_CURVE = Buffer.from('a00a06082a8648ce3d030107', 'hex');

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length;
  const head = length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

const integer = (bytes: Buffer): Buffer => der(2, bytes);
/** Positive, with its top bit clear and never leading zeros, as DER wants it. */
const number = (bytes: Bytes, length: number): Buffer => {
  const value = bytes(length);
  value[0] = (value[0]! & 0x7f) | 0x40;
  return integer(value);
};

const VERSION_0 = integer(Buffer.from([0]));
const VERSION_1 = integer(Buffer.from([1]));

function rsa(bytes: Bytes): Buffer {
  const exponent = integer(Buffer.from([1, 0, 1]));
  const primes = Array.from({ length: 5 }, () => number(bytes, 128));
  return der(0x30, VERSION_0, number(bytes, 256), exponent, number(bytes, 256), ...primes);
}

function ec(bytes: Bytes): Buffer {
  const point = der(0xa1, der(3, Buffer.from([0, 4]), bytes(64)));
  return der(0x30, VERSION_1, der(4, bytes(32)), EC_CURVE, point);
}

const pkcs8 = (bytes: Bytes): Buffer => der(0x30, VERSION_0, RSA_PREFIX, der(4, rsa(bytes)));

function encryptedPkcs8(bytes: Bytes): Buffer {
  const pbes2 = Buffer.from('06092a864886f70d01050d', 'hex');
  const parameters = der(0x30, pbes2, der(0x30, der(4, bytes(16)), integer(Buffer.from([8, 0]))));
  return der(0x30, parameters, der(4, bytes(640)));
}

const sshString = (content: Buffer | string): Buffer => {
  const body = Buffer.from(content as string, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
};

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
function openssh(bytes: Bytes, cipher: string): Buffer {
  const publicKey = bytes(32);
  const publicBlob = Buffer.concat([sshString('ssh-ed25519'), sshString(publicKey)]);
  const check = bytes(4);
  const privateBlob = Buffer.concat([check, check, publicBlob, sshString(bytes(64)), sshString('me@host'), Buffer.from([1, 2, 3])]);
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'latin1'),
    sshString(cipher),
    sshString(cipher === 'none' ? 'none' : 'bcrypt'),
    sshString(cipher === 'none' ? '' : bytes(24)),
    Buffer.from([0, 0, 0, 1]),
    sshString(publicBlob),
    sshString(privateBlob),
  ]);
}

const lines = (body: Buffer): string => body.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
const armour = (label: string, body: Buffer, headers = ''): string =>
  `-----BEGIN ${label}-----\n${headers}${lines(body)}\n-----END ${label}-----`;

const LEGACY_HEADERS = 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{IV}\n\n';

/** Private keys that parse but open nothing: random numbers in the right places. */
export const KEY_KINDS: Readonly<Record<string, (bytes: Bytes) => string>> = {
  rsa: (bytes) => armour('RSA PRIVATE KEY', rsa(bytes)),
  ec: (bytes) => armour('EC PRIVATE KEY', ec(bytes)),
  pkcs8: (bytes) => armour('PRIVATE KEY', pkcs8(bytes)),
  'bare-rsa': (bytes) => rsa(bytes).toString('base64'),
  'bare-ec': (bytes) => ec(bytes).toString('base64'),
  'bare-pkcs8': (bytes) => pkcs8(bytes).toString('base64'),
  encrypted: (bytes) => armour('ENCRYPTED PRIVATE KEY', encryptedPkcs8(bytes)),
  'rsa-encrypted': (bytes) =>
    armour('RSA PRIVATE KEY', bytes(1200), LEGACY_HEADERS.replace('{IV}', bytes(16).toString('hex').toUpperCase())),
  openssh: (bytes) => armour('OPENSSH PRIVATE KEY', openssh(bytes, 'none')),
  'openssh-encrypted': (bytes) => armour('OPENSSH PRIVATE KEY', openssh(bytes, 'aes256-ctr')),
  pgp: (bytes) => armour('PGP PRIVATE KEY BLOCK', Buffer.concat([Buffer.from([0x95, 0x03, 0x98, 0x04]), bytes(920)]), '\n'),
};

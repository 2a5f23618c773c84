/** Digits of pi, as the cipher's definition mixes them. */
const PI = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);
const BLOCK = 8;
const ROTATIONS = [1, 2, 3, 5] as const;

/**
 * RC2 in CBC, decrypted, with its padding; the key's length says how many of its bits count. OpenSSL 3 keeps it in a provider that
 * Node does not load, and key stores of twenty years are locked with it. https://www.rfc-editor.org/rfc/rfc2268
 */
export function decryptRc2(key: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  const words = expand(key);
  const out = Buffer.alloc(encrypted.length - (encrypted.length % BLOCK));
  const block = [0, 0, 0, 0];
  for (let at = 0; at < out.length; at += BLOCK) {
    for (let word = 0; word < 4; word += 1) block[word] = encrypted.readUInt16LE(at + word * 2);
    decryptBlock(block, words);
    for (let word = 0; word < 4; word += 1) {
      const before = at === 0 ? iv.readUInt16LE(word * 2) : encrypted.readUInt16LE(at - BLOCK + word * 2);
      out.writeUInt16LE(block[word]! ^ before, at + word * 2);
    }
  }
  return out;
}

function expand(key: Buffer): Uint16Array {
  const bytes = Buffer.alloc(128);
  key.copy(bytes);
  for (let at = key.length; at < 128; at += 1) bytes[at] = PI[(bytes[at - 1]! + bytes[at - key.length]!) & 0xff]!;
  bytes[128 - key.length] = PI[bytes[128 - key.length]!]!;
  for (let at = 127 - key.length; at >= 0; at -= 1) bytes[at] = PI[bytes[at + 1]! ^ bytes[at + key.length]!]!;
  return Uint16Array.from({ length: 64 }, (_, word) => bytes.readUInt16LE(word * 2));
}

/** Five rounds of mixing, one of mashing, six, one, five; backwards. */
function decryptBlock(block: number[], words: Uint16Array): void {
  for (let round = 15; round >= 0; round -= 1) {
    for (let at = 3; at >= 0; at -= 1) {
      const [back1, back2, back3] = [block[(at + 3) & 3]!, block[(at + 2) & 3]!, block[(at + 1) & 3]!];
      const turned = ((block[at]! >>> ROTATIONS[at]!) | (block[at]! << (16 - ROTATIONS[at]!))) & 0xffff;
      block[at] = (turned - words[round * 4 + at]! - (back1 & back2) - (~back1 & back3)) & 0xffff;
    }
    if (round === 11 || round === 5) for (let at = 3; at >= 0; at -= 1) block[at] = (block[at]! - words[block[(at + 3) & 3]! & 63]!) & 0xffff;
  }
}

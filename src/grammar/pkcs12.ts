import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { children, octets, readElement } from './der.js';
import type { Element } from './der.js';
import type { LockedStore } from './jks.js';

const SEQUENCE = 0x30;
const OID = 6;
const DATA = '2a864886f70d010701';
const KEY_BAG = '2a864886f70d010c0a0101';
const SHROUDED_BAG = '2a864886f70d010c0a0102';
const FRIENDLY_NAME = '2a864886f70d010914';
const PBMAC1 = '2a864886f70d01050e';
const HASHES: Readonly<Record<string, { readonly name: string; readonly block: number }>> = {
  '2b0e03021a': { name: 'sha1', block: 64 },
  '608648016503040201': { name: 'sha256', block: 64 },
  '608648016503040202': { name: 'sha384', block: 128 },
  '608648016503040203': { name: 'sha512', block: 128 },
  '608648016503040204': { name: 'sha224', block: 64 },
};
const HMACS: Readonly<Record<string, string>> = { '2a864886f70d0207': 'sha1', '2a864886f70d0209': 'sha256', '2a864886f70d020a': 'sha384', '2a864886f70d020b': 'sha512' };
/** More bags than any store has. */
const MOST_BAGS = 10_000;

/** A key store by PKCS #12; null where it is none. https://www.rfc-editor.org/rfc/rfc7292 */
export function openPkcs12(bytes: Buffer): LockedStore | null {
  const outer = bytes[0] === SEQUENCE ? readElement(bytes) : null;
  const [version, safe, mac] = outer ? children(outer.body) : [];
  if (!version || version.tag !== 2 || version.body.length !== 1 || version.body[0] !== 3 || !safe) return null;
  const content = contentOf(safe, DATA);
  if (!content) return null;
  const bags = listBags(content);
  const check = mac ? macOf(mac, content) : null;
  // Without a sum nothing tells a right password from a wrong one, and keys without a lock need none.
  if (!check) return bags.open > 0 ? { keys: bags.open, aliases: bags.aliases, rounds: 1, opens: (password) => password === '' } : null;
  return { keys: bags.open + bags.shrouded, aliases: bags.aliases, ...check };
}

const oid = (element: Element | undefined): string => (element?.tag === OID ? element.body.toString('hex') : '');

/** The octets of a ContentInfo of one kind. */
function contentOf(info: Element, kind: string): Buffer | null {
  const [type, wrapped] = children(info.body);
  if (oid(type) !== kind || !wrapped) return null;
  const inner = children(wrapped.body)[0];
  return inner ? octets(inner) : null;
}

interface Bags {
  readonly open: number;
  readonly shrouded: number;
  readonly aliases: readonly string[];
}

/** Keys stand in a safe that is not encrypted as a whole, with nearly every tool; certificates in one that is. */
function listBags(content: Buffer): Bags {
  let open = 0;
  let shrouded = 0;
  const aliases: string[] = [];
  const safes = readElement(content);
  for (const info of safes ? children(safes.body).slice(0, MOST_BAGS) : []) {
    const plain = contentOf(info, DATA);
    if (!plain) continue;
    const list = readElement(plain);
    for (const bag of list ? children(list.body).slice(0, MOST_BAGS) : []) {
      const [type, , attributes] = children(bag.body);
      const kind = oid(type);
      if (kind === KEY_BAG) open += 1;
      else if (kind === SHROUDED_BAG) shrouded += 1;
      else continue;
      const alias = attributes ? nameIn(attributes) : null;
      if (alias) aliases.push(alias);
    }
  }
  return { open, shrouded, aliases };
}

function nameIn(attributes: Element): string | null {
  for (const attribute of children(attributes.body)) {
    const [type, values] = children(attribute.body);
    const value = oid(type) === FRIENDLY_NAME && values ? children(values.body)[0] : null;
    if (value && value.body.length % 2 === 0) return Buffer.from(value.body).swap16().toString('utf16le');
  }
  return null;
}

function macOf(mac: Element, content: Buffer): Pick<LockedStore, 'rounds' | 'opens'> | null {
  const [info, salt, iterations] = children(mac.body);
  const [algorithm, digest] = info ? children(info.body) : [];
  if (!algorithm || !digest || !salt) return null;
  const [kind, parameters] = children(algorithm.body);
  const rounds = iterations ? number(iterations) : 1;
  if (oid(kind) === PBMAC1) return parameters ? pbmac(parameters, digest.body, content) : null;
  const hash = HASHES[oid(kind)];
  if (!hash) return null;
  return {
    rounds,
    opens: (password) => {
      // Some write no password as no bytes, some as the NULs that end it.
      const forms = password === '' ? [Buffer.alloc(0), Buffer.alloc(2)] : [Buffer.concat([Buffer.from(password, 'utf16le').swap16(), Buffer.alloc(2)])];
      return forms.some((form) => same(createHmac(hash.name, deriveMacKey(form, salt.body, rounds, hash)).update(content).digest(), digest.body));
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc9579 */
function pbmac(parameters: Element, digest: Buffer, content: Buffer): Pick<LockedStore, 'rounds' | 'opens'> | null {
  const [kdf, scheme] = children(parameters.body);
  const derivation = kdf ? children(kdf.body)[1] : undefined;
  const [salt, iterations, ...rest] = derivation ? children(derivation.body) : [];
  const length = rest.find(({ tag }) => tag === 2);
  const prf = rest.find(({ tag }) => tag === SEQUENCE);
  const sum = HMACS[oid(scheme && children(scheme.body)[0])];
  if (!salt || !iterations || !sum) return null;
  const hash = (prf && HMACS[oid(children(prf.body)[0])]) ?? 'sha1';
  const rounds = number(iterations);
  const bytes = Math.min(length ? number(length) : digest.length, 64);
  return { rounds, opens: (password) => same(createHmac(sum, pbkdf2Sync(password, salt.body, Math.max(1, rounds), bytes, hash)).update(content).digest(), digest) };
}

const number = (element: Element): number => (element.body.length <= 6 ? element.body.readUIntBE(0, Math.max(1, element.body.length)) : Number.MAX_SAFE_INTEGER);
const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** The key of the sum, purpose 3. https://www.rfc-editor.org/rfc/rfc7292#appendix-B */
function deriveMacKey(password: Buffer, salt: Buffer, rounds: number, { name, block }: { readonly name: string; readonly block: number }): Buffer {
  const fill = (bytes: Buffer): Buffer => {
    const out = Buffer.alloc(Math.ceil(bytes.length / block) * block);
    for (let at = 0; at < out.length; at += 1) out[at] = bytes[at % bytes.length]!;
    return out;
  };
  // The key is as long as the hash, so that one turn makes all of it.
  let key = createHash(name).update(Buffer.alloc(block, 3)).update(fill(salt)).update(fill(password)).digest();
  for (let round = 1; round < rounds; round += 1) key = createHash(name).update(key).digest();
  return key;
}

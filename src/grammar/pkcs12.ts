import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { children, octets, readElement } from './der.js';
import type { Element } from './der.js';
import type { LockedStore } from './jks.js';
import { derive, HASHES, HMACS, lockOf, MAC_PURPOSE, number, oid, passwordForms } from './pkcs12-locks.js';
import type { Locked } from './pkcs12-locks.js';

const SEQUENCE = 0x30;
const DATA = '2a864886f70d010701';
const ENCRYPTED_DATA = '2a864886f70d010706';
const BAGS = '2a864886f70d010c0a01';
const KEY_BAG = '2a864886f70d010c0a0101';
const SHROUDED_BAG = '2a864886f70d010c0a0102';
/** Java's for keys of ciphers and sums; it stands in an encrypted safe. */
const JAVA_BAG = '2a864886f70d010c0a0105';
const FRIENDLY_NAME = '2a864886f70d010914';
const PBMAC1 = '2a864886f70d01050e';
/** More bags than any store has. */
const MOST_BAGS = 10_000;
/** Tools write two or three. */
const MOST_SAFES = 16;

/** A key store by PKCS #12; null where it is none. https://www.rfc-editor.org/rfc/rfc7292 */
export function openPkcs12(bytes: Buffer): LockedStore | null {
  const outer = bytes[0] === SEQUENCE ? readElement(bytes) : null;
  const [version, safe, mac] = outer ? children(outer.body) : [];
  if (!version || version.tag !== 2 || version.body.length !== 1 || version.body[0] !== 3 || !safe) return null;
  const content = contentOf(safe, DATA);
  if (!content) return null;
  const { plain, locked } = safesIn(content);
  const bags = listBags(plain);
  const { keys, aliases } = bags;
  const sealed = keys === 0 && locked.length > 0 ? sealedSafes(locked) : null;
  const check = mac ? macOf(mac, content) : null;
  if (check) return { keys, aliases, sealed, ...check };
  // Without a sum only what is locked tells a right password from a wrong one, and keys without a lock need none.
  const [key] = bags.shrouded;
  if (bags.open > 0) return { keys: bags.open, aliases, sealed: null, rounds: 1, opens: (password) => password === '' };
  if (key) return { keys, aliases, sealed: null, rounds: key.rounds, opens: (password) => isPrivateKey(key.decrypt(password)) };
  return sealed && { keys, aliases, sealed, rounds: sealed.rounds, opens: (password) => sealed.list(password) !== null };
}

/** The octets of a ContentInfo of one kind. */
function contentOf(info: Element, kind: string): Buffer | null {
  const [type, wrapped] = children(info.body);
  if (oid(type) !== kind || !wrapped) return null;
  const inner = children(wrapped.body)[0];
  return inner ? octets(inner) : null;
}

interface Bags {
  /** Private keys, in clear or with a lock of their own. */
  readonly keys: number;
  /** Those in clear. */
  readonly open: number;
  readonly aliases: readonly string[];
  /** Those that have one which is known. */
  readonly shrouded: readonly Locked[];
}

/** The safes of a store: what stands open, and what is encrypted as a whole. */
function safesIn(content: Buffer): { readonly plain: readonly Buffer[]; readonly locked: readonly Locked[] } {
  const list = readElement(content);
  const plain: Buffer[] = [];
  const locked: Locked[] = [];
  for (const info of list ? children(list.body).slice(0, MOST_SAFES) : []) {
    const open = contentOf(info, DATA);
    if (open) plain.push(open);
    const [type, wrapped] = children(info.body);
    const data = oid(type) === ENCRYPTED_DATA && wrapped ? children(wrapped.body)[0] : null;
    const [, encrypted] = data ? children(data.body) : [];
    const [, algorithm, text] = encrypted ? children(encrypted.body) : [];
    const lock = algorithm && text ? lockOf(algorithm, octets(text)) : null;
    if (lock) locked.push(lock);
  }
  return { plain, locked };
}

/** Keys stand in a safe that is not encrypted as a whole, with nearly every tool; certificates in one that is. */
function listBags(safes: readonly Buffer[]): Bags {
  let keys = 0;
  let open = 0;
  const aliases: string[] = [];
  const shrouded: Locked[] = [];
  for (const safe of safes) {
    const list = readElement(safe);
    for (const bag of list ? children(list.body).slice(0, MOST_BAGS) : []) {
      const [type, value, attributes] = children(bag.body);
      const kind = oid(type);
      if (kind !== KEY_BAG && kind !== SHROUDED_BAG && kind !== JAVA_BAG) continue;
      keys += 1;
      if (kind === KEY_BAG) open += 1;
      const info = kind === SHROUDED_BAG && value ? children(value.body)[0] : null;
      const [algorithm, text] = info ? children(info.body) : [];
      const lock = algorithm && text ? lockOf(algorithm, octets(text)) : null;
      if (lock) shrouded.push(lock);
      const alias = attributes ? nameIn(attributes) : null;
      if (alias) aliases.push(alias);
    }
  }
  return { keys, open, aliases, shrouded };
}

/** What safes hold that are encrypted as a whole: null where the password does not open the first of them. */
function sealedSafes(locked: readonly Locked[]): NonNullable<LockedStore['sealed']> {
  return {
    rounds: locked.reduce((sum, { rounds }) => sum + rounds, 0),
    list: (password) => {
      const safes: Buffer[] = [];
      for (const lock of locked) {
        const safe = lock.decrypt(password);
        if (!safe || !isBags(safe)) {
          if (safes.length === 0) return null;
          break;
        }
        safes.push(safe);
      }
      return listBags(safes);
    },
  };
}

/** A list of bags: each names its kind first. A wrong password gives random bytes, which are none but once in many millions. */
function isBags(safe: Buffer): boolean {
  const list = readElement(safe);
  const bags = list?.tag === SEQUENCE ? children(list.body) : [];
  return bags.length > 0 && bags.every((bag) => bag.tag === SEQUENCE && oid(children(bag.body)[0]).startsWith(BAGS));
}

/** https://www.rfc-editor.org/rfc/rfc5958 */
function isPrivateKey(bytes: Buffer | null): boolean {
  const info = bytes ? readElement(bytes) : null;
  const [version, algorithm, key] = info?.tag === SEQUENCE ? children(info.body) : [];
  return version?.tag === 2 && algorithm?.tag === SEQUENCE && oid(children(algorithm.body)[0]) !== '' && key?.tag === 4;
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
      const length = digest.body.length;
      return passwordForms(password).some((form) => same(createHmac(hash.name, derive(MAC_PURPOSE, form, salt.body, rounds, hash, length)).update(content).digest(), digest.body));
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

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

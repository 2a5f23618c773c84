import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import type { Findings, Format, FormatInput, Work } from '../format.js';
import { isJks, openJks } from '../jks.js';
import type { Contents, LockedStore } from '../jks.js';
import { openPkcs12 } from '../pkcs12.js';

/** What tools and tutorials protect key stores with; tried in turn. */
const USUAL = ['changeit', '', 'changeme', 'password', 'secret', 'test', '123456', 'changeit1', 'keystore', 'storepass', 'admin', 'android', 'welcome', 'pass'];

const NOTHING: Contents = { keys: 0, aliases: [] };

/** Said of a store where others have taken all that was to be spent. */
export const NOTHING_LEFT = 'Key derivation for the stores in front of it took all the rounds that are spent; it was not tried with the usual passwords.';

function read({ bytes, work }: FormatInput, found: Findings): void {
  const store = isJks(bytes) ? openJks(bytes) : openPkcs12(bytes);
  if (store === null || (store.keys === 0 && store.sealed === null)) return;
  if (work.rounds === 0) {
    found.limit(NOTHING_LEFT);
    return;
  }
  for (const password of USUAL) {
    // What is sealed is opened once at most, but it must be possible.
    if (store.rounds + (store.sealed?.rounds ?? 0) > work.rounds) {
      found.limit(`Its key derivation takes ${store.rounds + (store.sealed?.rounds ?? 0)} rounds, which is more than is left to spend; it was not tried with the usual passwords.`);
      return;
    }
    work.rounds -= store.rounds;
    if (!store.opens(password)) continue;
    const { keys, aliases } = contents(store, password, work) ?? NOTHING;
    if (keys === 0) return;
    const identity: Identity[] = aliases.slice(0, 5).flatMap((alias) => identityOf('alias', alias) ?? []);
    found.entry({
      rule: 'keystore-default-password',
      name: 'password',
      start: 0,
      end: bytes.length,
      secret: password === '' ? bytes.toString('latin1', bytes.length - 20) : password,
      known: 'proof',
      says: `${password === '' ? 'It opens without a password' : 'It opens with one of the usual default passwords'} and holds ${keys === 1 ? 'a private key' : `${keys} private keys`}.`,
      identity,
    });
    return;
  }
}

/** What is encrypted as a whole is opened as well where nothing else shows a key. */
function contents(store: LockedStore, password: string, work: Work): Contents | null {
  if (!store.sealed) return store;
  work.rounds = Math.max(0, work.rounds - store.sealed.rounds);
  return store.sealed.list(password);
}

/** Stores of keys that the usual default passwords open. */
export const keystores: readonly Format[] = [
  { name: 'key store', rule: 'keystore-default-password', paths: ['*.p12', '*.pfx', '*.jks', '*.keystore', '*.jceks', '*.ks', '*.pkcs12'], heads: ['\xfe\xed\xfe\xed', '\xce\xce\xce\xce'], read },
];

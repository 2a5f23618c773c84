import { Secret } from './secret.js';

/** So much of a value its mask shows at most. */
const SHOWN = 4;

/** From here on a mask shows how the value begins, unless that cannot be printed. */
const LONG = 12;

/** Finds sealed values in texts; cost grows with the text, not with the number of secrets. */
export class SealedIndex {
  /** By what their masks show. */
  readonly #shown = new Map<string, Map<string, Secret>>();
  /** Whose masks show nothing, or less: by length. */
  readonly #hidden = new Map<number, Map<string, Secret>>();

  add(secret: Secret): void {
    const shown = secret.masked.slice(0, secret.masked.indexOf('*')).slice(0, SHOWN);
    if (shown.length === SHOWN) insert(this.#shown, shown, secret);
    else insert(this.#hidden, secret.length, secret);
  }

  /** Takes out the secrets that stand in the text, with the values that the text thus tells. */
  take(text: string): { readonly value: string; readonly secret: Secret }[] {
    const found: { readonly value: string; readonly secret: Secret }[] = [];
    const look = (secrets: Map<string, Secret> | undefined, at: number): void => {
      for (const [seal, secret] of secrets ?? []) {
        const value = text.slice(at, at + secret.length);
        if (!secret.is(value)) continue;
        secrets!.delete(seal);
        found.push({ value, secret });
      }
    };
    if (this.#shown.size > 0) for (let at = 0; at + SHOWN <= text.length; at += 1) look(this.#shown.get(text.slice(at, at + SHOWN)), at);
    if (this.#hidden.size === 0) return found;
    const edges = edgesOf(text);
    for (const [length, secrets] of this.#hidden) {
      // A short value counts as a word of its own only, or it would be sought at every place.
      const isWord = length < LONG;
      for (const at of isWord ? edges : placesOf(text, length)) {
        if (secrets.size === 0 || (isWord && !edges.has(at + length))) continue;
        const value = text.slice(at, at + length);
        const [any] = secrets.values();
        const { seal } = new Secret(value).seal(any!.salt!);
        const secret = secrets.get(seal);
        if (!secret) continue;
        secrets.delete(seal);
        found.push({ value, secret });
      }
    }
    return found;
  }
}

function insert<K>(index: Map<K, Map<string, Secret>>, key: K, secret: Secret): void {
  const secrets = index.get(key) ?? new Map<string, Secret>();
  index.set(key, secrets.set(secret.seal(secret.salt!).seal, secret));
}

function* placesOf(text: string, length: number): Generator<number> {
  for (let at = 0; at + length <= text.length; at += 1) yield at;
}

/** Where a word may begin or end. */
function edgesOf(text: string): Set<number> {
  const edges = new Set([0, text.length]);
  for (const { index, 0: word } of text.matchAll(/\w+/g)) edges.add(index).add(index + word.length);
  // Punctuation may belong to a value, at either side.
  for (const { index } of text.matchAll(/\W/g)) edges.add(index).add(index + 1);
  return edges;
}

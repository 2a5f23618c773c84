import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { Span } from '../model/dockerfile.js';
import type { PassedArgument } from './build-file.js';

/** A key of a mapping with what it is set to, aliases followed. */
export interface Entry {
  readonly name: string;
  readonly key: Scalar;
  readonly value: Node | null;
}

/** Deeper than anyone nests; the parser's cost grows with the square of it. */
const DEEPEST = 500;

/** A YAML text as mappings that can be asked; JSON is YAML too. */
export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  /** Why the text, or the rest of it, was not read. */
  readonly fault: string | null;
}

/** Reads the text and never throws. */
export function readYaml(text: string): YamlFile {
  if (depthOf(text) > DEEPEST) return { documents: [], fault: 'It is nested too deeply' };
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents)) return { documents: [], fault: null };
    const error = documents.flatMap(({ errors }) => errors)[0];
    return { documents: documents.map((document) => new YamlDocument(document as Document.Parsed)), fault: error ? `It is no valid YAML: ${error.code}` : null };
  } catch (error) {
    // Nesting that is deeper than the stack.
    if (error instanceof RangeError) return { documents: [], fault: 'It is nested too deeply' };
    throw error;
  }
}

/** One document; looking something up costs what lies on the way, however often it is referred to. */
export class YamlDocument {
  readonly #document: Document.Parsed;
  readonly #entries = new Map<YAMLMap, ReadonlyMap<string, Entry>>();

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  get root(): Node | null {
    return this.resolve(this.#document.contents);
  }

  /** What an alias stands for; one step is enough, an alias of an alias is not in the language. */
  resolve(node: unknown): Node | null {
    if (isAlias(node)) return node.resolve(this.#document) ?? null;
    return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
  }

  /** The entries of a mapping, its own first and then what `<<` merges in; empty for what is none. */
  entries(node: Node | null): ReadonlyMap<string, Entry> {
    if (!isMap(node)) return new Map();
    const known = this.#entries.get(node);
    if (known) return known;
    const entries = new Map<string, Entry>();
    this.#entries.set(node, entries);
    this.#collect(node, entries, new Set());
    return entries;
  }

  // Each mapping is looked at once, so that merges of merges cost no more than their text.
  #collect(map: YAMLMap, entries: Map<string, Entry>, seen: Set<YAMLMap>): void {
    if (seen.has(map)) return;
    seen.add(map);
    for (const { key, value } of map.items) {
      if (!isScalar(key) || key.value === '<<') continue;
      const name = String(key.value);
      if (!entries.has(name)) entries.set(name, { name, key, value: this.resolve(value) });
    }
    for (const { key, value } of map.items) {
      if (!isScalar(key) || key.value !== '<<') continue;
      const merged = this.resolve(value);
      for (const one of isSeq(merged) ? merged.items.map((item) => this.resolve(item)) : [merged]) if (isMap(one)) this.#collect(one, entries, seen);
    }
  }

  get(node: Node | null, name: string): Node | null {
    return this.entries(node).get(name)?.value ?? null;
  }

  /** The text of a scalar; null for anything else. */
  string(node: Node | null): string | null {
    return isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean') ? String(node.value) : null;
  }

  stringAt(node: Node | null, ...names: readonly string[]): string | null {
    for (const name of names) {
      const found = this.string(this.get(node, name));
      if (found !== null) return found;
    }
    return null;
  }

  items(node: Node | null): readonly Node[] {
    return isSeq(node) ? node.items.flatMap((item) => this.resolve(item) ?? []) : [];
  }

  /** `NAME: value` or `- NAME=value`. */
  passed(node: Node | null): PassedArgument[] {
    if (isSeq(node)) {
      return this.items(node).flatMap((item) => {
        const found = isScalar(item) && typeof item.value === 'string' ? /^([A-Za-z_][\w.-]*)(?:=([^]*))?$/.exec(item.value) : null;
        return found && isScalar(item) ? [{ name: found[1]!, value: found[2] ?? null, ...spanOf(item) }] : [];
      });
    }
    return [...this.entries(node).values()].flatMap(({ name, key, value }) => {
      const given = isScalar(value) && value.value !== null ? value : null;
      return name === '' || (value !== null && !isScalar(value)) ? [] : [{ name, value: given && String(given.value), ...spanOf(given ?? key) }];
    });
  }

  /** Every mapping of the document, and every scalar that is a value, each once; what aliases refer to is not met again. */
  walk(visit: { readonly map?: (map: YAMLMap) => void; readonly scalar?: (scalar: Scalar) => void; readonly list?: (items: readonly Node[]) => void }): void {
    const waiting: unknown[] = [this.#document.contents];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (isMap(node)) {
        visit.map?.(node);
        for (let at = node.items.length - 1; at >= 0; at--) waiting.push(node.items[at]!.value ?? undefined);
      } else if (isSeq(node)) {
        visit.list?.(node.items as Node[]);
        for (let at = node.items.length - 1; at >= 0; at--) waiting.push(node.items[at]);
      } else if (isScalar(node)) visit.scalar?.(node);
      while (waiting.length > 0 && waiting.at(-1) === undefined) waiting.pop();
    }
  }
}

/** Where a scalar stands, quotes included. */
export function spanOf({ range }: Scalar): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** At least as deep as the text is nested: brackets that are open, or lists begun on one line. */
function depthOf(text: string): number {
  let open = 0;
  let deepest = 0;
  let begun = 0;
  for (const character of text) {
    if (character === '{' || character === '[') open += 1;
    else if (character === '}' || character === ']') open = Math.max(0, open - 1);
    else if (character === '-' || character === '?') begun += 1;
    else if (character === '\n') begun = 0;
    else if (character !== ' ') begun = Math.min(begun, 1);
    deepest = Math.max(deepest, open, begun);
  }
  return deepest;
}

import { isUtf8 } from 'node:buffer';
import { SourceMapReader, parseString } from '../archive/source-map.js';
import { sniffContainer } from './container.js';
import { memberOf } from './inner-document.js';
import type { InnerDocument } from './inner-document.js';
import type { FileOpener } from './open.js';
import { kernelFor } from './survey-kernel.js';
import { mayCarryZip } from './zip-search.js';

/** Fewer bytes are decoded here, since each call has its price. */
const FEW_BYTES = 256;

/** Gives the sources of a source map to `inner` while it passes; what they are read for is done before a call returns, but for containers among them. */
export class SourceMapOpener {
  readonly #document: InnerDocument;
  readonly #inner: FileOpener;
  readonly #reader = new SourceMapReader((name, string, offset) => this.#open(name, string, offset));
  #stopped = false;
  /** Of the map: what was given. */
  readonly coverage: number[];

  constructor(document: InnerDocument, inner: FileOpener, coverage: number[] = []) {
    this.#document = document;
    this.#inner = inner;
    this.coverage = coverage;
  }

  /** Throws `limit-exceeded`, once. */
  push(bytes: Buffer): void {
    this.#read(() => this.#reader.push(bytes));
  }

  /** Throws `damaged`, or `limit-exceeded` where that was not said before. */
  finish(): void {
    this.#read(() => this.#reader.finish());
  }

  #read(step: () => void): void {
    if (this.#stopped) return;
    this.#stopped = true;
    step();
    this.#stopped = false;
  }

  #open(name: string, string: Buffer, offset: number): void {
    if (decodeString(string, (text) => this.#pass(name, text))) this.coverage.push(offset, offset + string.length);
  }

  #pass(name: string, text: Buffer): void {
    const member = memberOf(this.#document, name, text.length);
    // What is opened is read later than the text is valid.
    const lasting = sniffContainer(text, member.path) !== null || mayCarryZip(text);
    this.#inner.begin(member);
    try {
      this.#inner.write(lasting ? Buffer.from(text) : text);
    } finally {
      this.#inner.end();
    }
  }
}

/** False where it is no string of JSON. */
function decodeString(string: Buffer, found: (text: Buffer) => void): boolean {
  if (string.length > FEW_BYTES && isUtf8(string) && kernelFor(string.length)?.jsonText(string, found)) return true;
  const text = parseString(string);
  if (text === null) return false;
  found(Buffer.from(text));
  return true;
}

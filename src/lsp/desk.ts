import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fixText, LayerlintError, type Finding, type FixedDockerfile } from '../index.js';
import { analyse, documentKind, lintOptions, nameOf, type Analysis, type AnalysisOptions } from './analysis.js';
import { faultDiagnostic } from './diagnostic.js';

/** Milliseconds without a key before a document is looked at. */
const SHORTEST_WAIT = 120;
/** Where looking takes long, more time passes before it is done again, up to this. */
const LONGEST_WAIT = 3000;

interface Held {
  readonly document: TextDocument;
  timer: NodeJS.Timeout | null;
  /** What was found last, or is being looked for, and in which version; dropped when anything else changes. */
  latest: { readonly version: number; readonly analysis: Promise<Analysis> } | null;
  /** Milliseconds that the last look took. */
  cost: number;
  readonly fixes: Map<string, Promise<FixedDockerfile>>;
}

/** What the desk needs from whoever speaks with the editor. */
export interface DeskHooks {
  options(): AnalysisOptions;
  diagnose(analysis: Analysis): readonly Diagnostic[];
  publish(uri: string, version: number, diagnostics: readonly Diagnostic[]): void;
}

/** The documents that are open: looks at each when its editor pauses, one after the other, and forgets what is outdated. */
export class Desk {
  readonly #hooks: DeskHooks;
  readonly #held = new Map<string, Held>();
  #queue: Promise<void> = Promise.resolve();

  constructor(hooks: DeskHooks) {
    this.#hooks = hooks;
  }

  /** Takes a document in, or a new version of it. */
  put(document: TextDocument): void {
    // A client that breaks the protocol may open what has no name.
    if (typeof document.uri !== 'string' || documentKind(document) === null) return this.drop(document.uri);
    const known = this.#held.get(document.uri);
    const held = known?.document === document ? known : { document, timer: null, latest: null, cost: 0, fixes: new Map() };
    this.#held.set(document.uri, held);
    if (held !== known && known) cancel(known);
    this.#schedule(held, held === known);
    // A compose file speaks of Dockerfiles that are open.
    for (const other of this.#held.values()) if (other !== held && documentKind(other.document) === 'build-file') this.#forget(other, true);
  }

  drop(uri: string): void {
    const held = this.#held.get(uri);
    if (!held) return;
    cancel(held);
    this.#held.delete(uri);
    this.#hooks.publish(uri, held.document.version, []);
  }

  /** Looks at everything again: settings or files beside the documents are different. */
  refresh(): void {
    for (const held of this.#held.values()) this.#forget(held, false);
  }

  /** What is found in the document as it is now; null for one that layerlint does not read, or cannot. */
  async analysis(uri: string): Promise<Analysis | null> {
    const held = this.#held.get(uri);
    return held ? this.#look(held).catch(() => null) : null;
  }

  /** The fix for some of the findings of an analysis. */
  async fix({ document }: Analysis, wanted: readonly Finding[]): Promise<FixedDockerfile> {
    const work = (): Promise<FixedDockerfile> => {
      const prints = new Set(wanted.map(({ fingerprint }) => fingerprint));
      return fixText(document.getText(), nameOf(document.uri), { ...lintOptions(document.uri, this.#hooks.options()), wanted: ({ fingerprint }) => prints.has(fingerprint) });
    };
    const held = this.#held.get(document.uri);
    if (held?.latest?.version !== document.version) return work();
    const key = wanted.map(({ fingerprint }) => fingerprint).join(' ');
    const fixed = held.fixes.get(key) ?? work();
    held.fixes.set(key, fixed);
    return fixed;
  }

  /** Nothing is looked at any more. */
  close(): void {
    for (const held of this.#held.values()) cancel(held);
    this.#held.clear();
  }

  #forget(held: Held, typing: boolean): void {
    held.latest = null;
    held.fixes.clear();
    this.#schedule(held, typing);
  }

  #schedule(held: Held, typing: boolean): void {
    cancel(held);
    const wait = typing ? Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, 2 * held.cost)) : 0;
    held.timer = setTimeout(() => {
      held.timer = null;
      this.#queue = this.#queue.then(() => this.#show(held)).catch(() => undefined);
    }, wait);
  }

  async #show(held: Held): Promise<void> {
    const { version, uri } = held.document;
    const isCurrent = (): boolean => this.#held.get(uri) === held && held.document.version === version && held.timer === null;
    if (!isCurrent()) return;
    const began = performance.now();
    const shown = await this.#look(held).then(
      (analysis) => this.#hooks.diagnose(analysis),
      (error: unknown) => [faultDiagnostic(faultWords(error))],
    );
    held.cost = performance.now() - began;
    if (isCurrent()) this.#hooks.publish(uri, version, shown);
  }

  #look(held: Held): Promise<Analysis> {
    const { document, latest } = held;
    if (latest?.version === document.version) return latest.analysis;
    const analysis = analyse(document, documentKind(document)!, this.#hooks.options());
    held.latest = { version: document.version, analysis };
    held.fixes.clear();
    return analysis;
  }
}

function cancel(held: Held): void {
  if (held.timer) clearTimeout(held.timer);
  held.timer = null;
}

/** What went wrong in the words that are made for users; what was not foreseen may hold anything. */
function faultWords(error: unknown): string {
  if (error instanceof LayerlintError) return `${error.message} ${error.hint ?? ''}`.trim();
  return 'This document could not be looked at: layerlint met something that it did not foresee.';
}

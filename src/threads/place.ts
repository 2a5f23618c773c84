import type { MessagePort } from 'node:worker_threads';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport } from '../scan/layer.js';
import type { LayerReader } from '../scan/layer-reader.js';
import { help, Helpers } from './helpers.js';

/** A thread, this one or another, with one thing to do at a time. */
export interface Place {
  readonly isAlive: boolean;
  /** From `helpers` come ports, at whose other ends others wait to help. */
  read(layer: Layer, helpers: MessagePort, repeats: boolean): Promise<LayerReport>;
  /** Searches what comes from the port until it is closed. Never throws: what goes wrong is told by who is helped. */
  help(port: MessagePort, repeats: boolean): Promise<void>;
  /** Nothing is to be done for now. */
  rest(): void;
}

/** This thread. */
export class Here implements Place {
  readonly isAlive = true;
  readonly #reader: LayerReader;
  readonly #rules: RuleSet;
  readonly #ahead: number;

  /** `ahead` as `Helpers` takes it. */
  constructor(reader: LayerReader, rules: RuleSet, ahead: number) {
    this.#ahead = ahead;
    this.#reader = reader;
    this.#rules = rules;
  }

  read(layer: Layer, ports: MessagePort, repeats: boolean): Promise<LayerReport> {
    const helpers = new Helpers(ports, this.#rules, this.#ahead);
    return this.#reader.read(layer, helpers, repeats).finally(() => helpers.end());
  }

  help(port: MessagePort, repeats: boolean): Promise<void> {
    return help(port, this.#reader.search(repeats));
  }

  rest(): void {}
}

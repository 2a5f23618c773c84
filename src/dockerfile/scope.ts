import type { Scope, Variable } from '../model/dockerfile.js';

/** How far ENV and ARG are looked for through `FROM <stage>`; nobody builds a longer chain. */
const LONGEST_CHAIN = 64;

/** The variables of one stage (or of the lines before the first), as they come to be. */
export class StageScope {
  readonly #parent: StageScope | null;
  readonly #depth: number;
  readonly #env = new Map<string, Variable[]>();
  readonly #arg = new Map<string, Variable[]>();

  constructor(parent: StageScope | null) {
    this.#parent = parent && parent.#depth < LONGEST_CHAIN ? parent : null;
    this.#depth = this.#parent ? this.#parent.#depth + 1 : 0;
  }

  /** Variables are added in the order of their instructions. */
  add(variable: Variable): void {
    const table = variable.kind === 'env' ? this.#env : this.#arg;
    const versions = table.get(variable.name);
    if (versions) versions.push(variable);
    else table.set(variable.name, [variable]);
  }

  /** What instruction number `index` sees; ENV hides ARG wherever it stands. */
  at(index: number): Scope {
    return { find: (name) => this.#find('env', name, index) ?? this.#find('arg', name, index) };
  }

  #find(kind: Variable['kind'], name: string, index: number): Variable | null {
    const versions = (kind === 'env' ? this.#env : this.#arg).get(name);
    const own = versions && lastBefore(versions, index);
    if (own) return own;
    return this.#parent ? this.#parent.#find(kind, name, index) : null;
  }
}

function lastBefore(versions: readonly Variable[], index: number): Variable | null {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (versions[middle]!.instruction < index) low = middle + 1;
    else high = middle;
  }
  return versions[low - 1] ?? null;
}

/** Gives back what was taken. */
export type Release = () => void;

/** So many may work at a time; of those who wait, the one with most to do comes first, since it would end last. */
export class Turns {
  #free: number;
  readonly #waiting: { readonly weight: number; readonly start: (release: Release) => void }[] = [];
  #settling = false;

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when it is the caller's turn; who asked in the same moment is weighed together. */
  take(weight: number): Promise<Release> {
    return new Promise((start) => {
      this.#waiting.push({ weight, start });
      this.#settle();
    });
  }

  /** A turn that nobody waits for; null when there is none. */
  spare(): Release | null {
    if (this.#free === 0 || this.#waiting.length > 0) return null;
    this.#free -= 1;
    return this.#release();
  }

  #settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      this.#waiting.sort((a, b) => b.weight - a.weight);
      for (; this.#free > 0 && this.#waiting.length > 0; this.#free -= 1) this.#waiting.shift()!.start(this.#release());
    });
  }

  #release(): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#free += 1;
      this.#settle();
    };
  }
}

import { LayerlintError } from '../model/error.js';

/** Uncompressed bytes of all that is in one file: the first ones are free, so that a small file of zeros may be as small as its method makes it. */
const FREE_BYTES = 128 * 1024 * 1024;
/** Further ones per stored byte: text hardly ever reaches 20, a bomb 1000 at each level. */
const MAX_RATIO = 100;
/** The biggest archives in images are some gigabytes; what takes minutes to look at is named instead. */
const MAX_BYTES = 16 * 1024 ** 3;
/** Documents in one file: several times what the biggest packages hold. */
const MAX_DOCUMENTS = 1_000_000;
/** Notices about one file: enough to see what is wrong. */
const MAX_NOTICES = 20;

/** A file of a layer or of a build context, with the account of what was opened in it. */
export class OuterFile {
  readonly path: string;
  /** The place of the file among its like. */
  readonly ordinal: number;
  stored = 0;
  #inflated = 0;
  #documents = 0;
  #notices = 0;
  #exhausted = false;

  constructor(path: string, ordinal: number) {
    this.path = path;
    this.ordinal = ordinal;
  }

  /** Uncompressed bytes that may still come. */
  get allowance(): number {
    return this.#exhausted ? 0 : Math.min(MAX_BYTES, FREE_BYTES + this.stored * MAX_RATIO) - this.#inflated;
  }

  /** True when a limit has been reached and said: nothing more is opened. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Throws `limit-exceeded`. */
  takeBytes(length: number): void {
    if (length > this.allowance) throw this.#exceed(`it holds more than ${MAX_RATIO} times its size or ${MAX_BYTES / 1024 ** 3} GiB`);
    this.#inflated += length;
  }

  /** Throws `limit-exceeded`. */
  takeDocument(): void {
    this.#documents += 1;
    if (this.#exhausted || this.#documents > MAX_DOCUMENTS) throw this.#exceed(`it holds more than ${MAX_DOCUMENTS} files`);
  }

  /** `say` for the first notices, `last` for the one that stands for the rest, `silent` from then on. */
  takeNotice(): 'say' | 'last' | 'silent' {
    this.#notices += 1;
    return this.#notices < MAX_NOTICES ? 'say' : this.#notices === MAX_NOTICES ? 'last' : 'silent';
  }

  #exceed(what: string): LayerlintError {
    const again = this.#exhausted;
    this.#exhausted = true;
    return new LayerlintError('limit-exceeded', again ? '' : `The rest was not opened: ${what}.`);
  }
}

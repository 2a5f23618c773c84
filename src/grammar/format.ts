import type { Identity } from '../model/identity.js';

/** A credential that a file's own grammar names. */
export interface Entry {
  /** Id of the rule that it falls under. */
  readonly rule: string;
  /** As the file calls it. */
  readonly name: string;
  /** The way to it from the document's root: `auths.r.acme.io.auth`. Default: its name. */
  readonly key?: string;
  /** Byte offsets of the value as stored, without its quotes; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The value as anyone would use it: escapes undone, codings left. */
  readonly secret: string;
  /** What it decodes to, where that tells more of it. */
  readonly decoded?: string;
  /** `place`: nothing but a secret stands there. `name`: what it is called decides. `proof`: it has been opened or parsed. */
  readonly known: 'place' | 'name' | 'proof';
  /** What reading it showed: a sentence without the value. */
  readonly says?: string;
  readonly identity: readonly Identity[];
}

/** Text that the document holds in another form, with the place of each of its bytes. */
export interface View {
  readonly bytes: Buffer;
  /** Where byte `index` of it begins in the document; of its length, where it ends. */
  locate(index: number): number;
}

/** Takes what a format finds. */
export interface Findings {
  entry(entry: Entry): void;
  view(view: View): void;
  /** Something was not read: a sentence. */
  limit(message: string): void;
}

/** The bytes of a document as a format takes them. */
export interface FormatInput {
  readonly bytes: Buffer;
  /** One character a byte, so that an index is an offset. */
  readonly text: string;
  readonly path: string;
  /** Rounds of key derivation that may still be spent on this and all that follows. */
  readonly work: Work;
}

/** An account of slow work that is shared by all documents of a scan. */
export interface Work {
  rounds: number;
}

/** A kind of file that keeps credentials, known by its name or its first bytes. */
export interface Format {
  /** A noun for sentences: `Docker login file`. */
  readonly name: string;
  /** Id of the rule that its entries fall under. */
  readonly rule: string;
  /** As `compileGlobs` takes them: what is called so is of this kind. */
  readonly paths: readonly string[];
  /** Names that files of other kinds have, too: what the document holds decides. */
  readonly wide?: readonly string[];
  /** First bytes that tell it whatever its name, in latin1. */
  readonly heads?: readonly string[];
  /** First bytes of what is of another kind, where a wide name or first bytes alone brought it here: one look spares the words. */
  readonly others?: readonly string[];
  /** Words, of which a document that a wide name or its first bytes brought here must hold one of each list; what few have comes first. */
  readonly holds?: readonly (readonly string[])[];
  /** Gives what it finds. What follows another grammar, or stops in the middle, gives what could be read: the patterns have seen it all the same. */
  read(input: FormatInput, found: Findings): void;
}

import { decodeRuns } from './decode-base.js';
import { decodeStretches } from './decode-escapes.js';
import { survey } from './survey.js';

export type Coding = 'base64' | 'hexadecimal' | 'URL' | 'JSON' | 'constant';

/** Text that stands in a document in another form. */
export interface DecodedText {
  readonly coding: Coding;
  readonly bytes: Buffer;
  /** Where in the bytes that were looked at it stands; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Where byte `index` of it begins; of its length, where it ends. */
  locate(index: number): number;
}

/** Codings in codings: a value in JSON in base64 in JSON is common, a fourth is not. */
const MAX_DEPTH = 3;

/** Gives all text that stands in `bytes` in another form, and what stands in that again; valid only during the call. `look` is for tests. */
export function decodeText(bytes: Buffer, found: (text: DecodedText) => void, look = survey, depth = 1): void {
  const deeper = (text: DecodedText): void => {
    found(text);
    if (depth === MAX_DEPTH) return;
    decodeText(
      text.bytes,
      (inner) => {
        found({
          coding: inner.coding,
          bytes: inner.bytes,
          // Asked for only where something was found, which may be dear to say.
          get start() {
            return text.locate(inner.start);
          },
          get end() {
            return text.locate(inner.end);
          },
          locate: (index) => text.locate(inner.locate(index)),
        });
      },
      look,
      depth + 1,
    );
  };
  const { runs, urls, strings } = look(bytes);
  decodeRuns(bytes, runs, deeper);
  decodeStretches(bytes, 'URL', urls, deeper);
  decodeStretches(bytes, 'JSON', strings, deeper);
}

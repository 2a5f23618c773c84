import { judgeName } from '../judge/name.js';
import { judgeSetting, judgeVariable, type SettingVerdict } from '../judge/variable.js';
import type { Variable } from '../model/dockerfile.js';
import type { PassedArgument } from './build-file.js';

/** Why what is passed is a secret, and the value where it stands in the file. */
export interface PassedVerdict extends SettingVerdict {
  /** Null where the value comes from elsewhere. */
  readonly literal: string | null;
}

/** Taken from the store that a pipeline keeps its secrets in. */
const STORE = /\$\{\{[^}]*\bsecrets\s*[.[]/;
/** `$X`, `${X}`, `${{ env.X }}`, `$(X)`, `${env.X}`, `%X%`, `{{.X}}`. */
const SOURCE = /\$\{\{\s*(?:env|vars|inputs|needs|steps|matrix|github|variables|parameters)(?:\.[\w-]+)*?\.([A-Za-z_][\w-]*)\s*\}\}|\$\{?\{?\(?\s*(?:env\.|params\.)?([A-Za-z_]\w*)|%([A-Za-z_]\w*)%|\{\{\s*\.?([A-Za-z_]\w*)/;
/** `${X:-default}` and `${X-default}` of a compose file. */
const PRESET = /^\$\{[A-Za-z_]\w*:?-([^{}$]*)\}$/;
/** Nothing that is put in when it is read: neither `$X` nor `{{.X}}`. */
const LITERAL = /^(?:[^${]|\$\$|\{(?!\{))*$/;

/** Judges name, value and the ARG that takes it together; null when nothing says that it is a secret. */
export function judgePassed({ name, value }: PassedArgument, declared: readonly Variable[], secretNames: ReadonlySet<string>): PassedVerdict | null {
  const { kind } = judgeName(name);
  if (kind === 'public') return null;
  if (value !== null && STORE.test(value)) return kind === 'pointer' ? null : fromStore(kind === 'secret');
  const literal = literalOf(value);
  if (literal !== null && value !== null) {
    const verdict = judgeLiteral(name, literal);
    // `${TOKEN:-}` still takes what there is.
    if (verdict || LITERAL.test(value)) return verdict && { ...verdict, literal };
  }
  if (kind === 'pointer') return null;
  const source = sourceOf(value, name);
  if (source !== null && secretNames.has(source)) return fromStore(kind === 'secret');
  if (kind === 'secret' || declared.some((variable) => judgeVariable(variable) !== null)) return { confidence: 'medium', reason: 'Its name says that a secret is passed to the build.', literal: null };
  if (source === null || source === name || judgeName(source).kind !== 'secret') return null;
  return { confidence: 'medium', reason: `It takes the value of the secret variable \`${source}\`.`, literal: null };
}

function fromStore(named: boolean): PassedVerdict {
  return { confidence: named ? 'high' : 'medium', reason: 'The pipeline takes it from its secrets.', literal: null };
}

/** Judges what a container is given when it starts; null when it does not stand in the file, or is no secret. */
export function judgeService({ name, value }: PassedArgument): PassedVerdict | null {
  const literal = literalOf(value);
  if (literal === null || literal === '' || judgeName(name).kind === 'public') return null;
  const verdict = judgeLiteral(name, literal);
  return verdict && { ...verdict, literal };
}

/** The text of a value, or of its default; null where it comes from elsewhere. */
function literalOf(value: string | null): string | null {
  if (value === null) return null;
  if (LITERAL.test(value)) return value.replaceAll('$$', '$');
  return PRESET.exec(value)?.[1] ?? null;
}

/** As an ENV of that name and value: the name, a password in a URL, a setting within the value. */
function judgeLiteral(name: string, literal: string): SettingVerdict | null {
  const word = { start: 0, end: 0, raw: literal, text: literal };
  const assignment = { start: 0, end: 0, key: { ...word, raw: name, text: name }, value: word };
  return judgeSetting(name, literal) ?? judgeVariable({ name, kind: 'env', assignment, instruction: 0, value: literal, sources: [] });
}

function sourceOf(value: string | null, name: string): string | null {
  const found = value === null ? null : SOURCE.exec(value);
  return value === null ? name : (found?.[1] ?? found?.[2] ?? found?.[3] ?? found?.[4] ?? null);
}

import { identityOf } from '../model/identity.js';
import type { Identity } from '../model/identity.js';
import { keyOf, nearest } from './field.js';
import type { Field, FieldReader } from './field.js';
import type { Entry, Format } from './format.js';

/** No setting has a longer one. */
const LONGEST_NAME = 300;

/** A format of names and values, said as data. */
export interface Settings {
  readonly name: string;
  readonly paths: readonly string[];
  readonly wide?: Format['wide'];
  readonly heads?: Format['heads'];
  readonly holds?: Format['holds'];
  readonly read: FieldReader;
  /** Id of the rule that its entries fall under. */
  readonly rule: string;
  /** Fields that hold nothing but a secret: by their whole name with dots, in lower case, or by a look at them. */
  readonly secret: RegExp | ((field: Field) => boolean);
  /** True where other fields may hold one, too, and their names decide. */
  readonly named?: boolean;
  /** Fields that hold none, whatever they are called. */
  readonly except?: RegExp;
  /** Undoes a coding of the value; null where it is in none. */
  readonly decode?: (field: Field) => Decoded | null;
  /** True where only what `decode` knows is a secret: the field's name says little. */
  readonly coded?: boolean;
  /** True where fields called `value` go by the `name` beside them. */
  readonly pairs?: boolean;
  /** What its neighbours tell: a label, and their names in lower case. */
  readonly identity?: Readonly<Record<string, readonly string[]>>;
  /** What the name of the group says, or of a group that many levels out. */
  readonly group?: { readonly label: string; readonly level?: number };
  /** More than the neighbours tell; `fields` are all of the document. */
  readonly tell?: (field: Field, fields: readonly Field[]) => readonly (Identity | null)[];
}

/** What a coded value holds. */
export interface Decoded {
  readonly value: string;
  /** A sentence. */
  readonly says: string;
  readonly identity?: readonly (Identity | null)[];
}

/** Makes a format of it. */
export function settings(spec: Settings): Format {
  return {
    name: spec.name,
    rule: spec.rule,
    paths: spec.paths,
    ...(spec.wide ? { wide: spec.wide } : {}),
    ...(spec.heads ? { heads: spec.heads } : {}),
    ...(spec.holds ? { holds: spec.holds } : {}),
    read: ({ text }, found) => {
      const fields = spec.read(text, (message) => found.limit(message));
      for (const field of fields) {
        const entry = entryOf(field, fields, spec);
        if (entry) found.entry(entry);
      }
    },
  };
}

function entryOf(field: Field, fields: readonly Field[], spec: Settings): Entry | null {
  const { group, start, end } = field;
  const name = (spec.pairs && field.name === 'value' ? group.fields.get('name')?.value : undefined) ?? field.name;
  const full = `${group.full}${field.name.slice(0, LONGEST_NAME).toLowerCase()}`;
  const sure = typeof spec.secret === 'function' ? spec.secret(field) : spec.secret.test(full);
  if ((!sure && !spec.named) || spec.except?.test(full)) return null;
  const decoded = spec.decode?.(field) ?? null;
  if (spec.coded && !decoded) return null;
  return {
    rule: spec.rule,
    name,
    key: keyOf(field),
    start,
    end,
    secret: field.value,
    ...(decoded ? { decoded: decoded.value, says: decoded.says } : {}),
    known: sure ? 'place' : 'name',
    identity: [...identityAround(field, fields, spec), ...(decoded?.identity ?? [])].filter((one): one is Identity => one !== null && one.value !== field.value),
  };
}

function identityAround(field: Field, fields: readonly Field[], { identity = {}, group, tell }: Settings): (Identity | null)[] {
  const found = Object.entries(identity).map(([label, names]) => identityOf(label, nearest(field.group, names)));
  if (group) found.push(identityOf(group.label, field.group.path.at(-1 - (group.level ?? 0)) ?? null));
  return tell ? [...found, ...tell(field, fields)] : found;
}

/** Text that its field keeps in base64. */
export function fromBase64({ value }: Field): Decoded | null {
  const text = decodeBase64(value);
  return text === null ? null : { value: text, says: 'It is kept in base64.' };
}

/** `user:password` in base64. https://www.rfc-editor.org/rfc/rfc7617 */
export function fromBasicAuth({ value }: Field): Decoded | null {
  const text = decodeBase64(value);
  const colon = text?.indexOf(':') ?? -1;
  if (text === null || colon < 1) return null;
  const user = text.slice(0, colon);
  return { value: text.slice(colon + 1), says: 'It decodes to a user and a password.', identity: [identityOf('user', user)] };
}

/** Null where it is no base64 of text on one line. */
function decodeBase64(value: string): string | null {
  if (value.length < 4 || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(value)) return null;
  const text = Buffer.from(value, 'base64').toString('utf8').trim();
  return /^[\x20-\x7e\u00a0-\uffef]+$/.test(text) && !text.includes('\ufffd') ? text : null;
}

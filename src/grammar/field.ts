/** A value that a document gives a name. */
export interface Field {
  readonly group: Group;
  readonly name: string;
  /** Escapes undone. */
  readonly value: string;
  /** Byte offsets as stored, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Of an XML element. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What stands together: a section, an object, an element. */
export interface Group {
  /** Names from the outermost one. */
  readonly path: readonly string[];
  /** The end of the path, in lower case, with a dot behind each name. */
  readonly full: string;
  readonly parent: Group | null;
  /** By name in lower case; the last of its like. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** Gives the fields of a document in order, up to where it stops following the grammar; tells `limit` where it gave up. */
export type FieldReader = (text: string, limit: (message: string) => void) => Field[];

/** The document does not follow the grammar from here on. */
export class Unreadable extends Error {}

/** The document is more than is read. */
export class Limited extends Unreadable {}

/** Runs a reader; what it collected before it gave up stays. */
export function collect(limit: (message: string) => void, read: (list: FieldList) => void): Field[] {
  const list = new FieldList();
  try {
    read(list);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (error instanceof Limited) limit(error.message);
  }
  return list.fields;
}

/** The way to a field, for people: `users[].user.token`. */
export function keyOf({ group, name }: Field): string {
  const steps = [...group.path, name].filter((step) => step !== '' && !/^#\d+$/.test(step));
  return steps.join('.').replace(/(?:\.|^)-(?=\.|$)/g, '[]');
}

/** No credential file has more; a state file of many thousand resources may. */
const MOST_FIELDS = 200_000;
/** Deeper nesting is an attack. */
const DEEPEST = 200;
/** Of a path in lower case: what tells one field from another stands at its end, and what was meant to be slow in front. */
const LONGEST_PATH = 500;

/** A group that works out what is asked of it: most of a large document are never asked. */
class ListedGroup implements Group {
  readonly parent: ListedGroup | null;
  readonly depth: number;
  readonly #name: string;
  #path: readonly string[] | null = null;
  #full: string | null = null;
  #fields: Map<string, Field> | null = null;
  readonly added: Field[] = [];

  constructor(parent: ListedGroup | null, name: string) {
    this.parent = parent;
    this.depth = parent ? parent.depth + 1 : 0;
    this.#name = name;
  }

  get path(): readonly string[] {
    return (this.#path ??= this.parent ? [...this.parent.path, this.#name] : []);
  }

  get full(): string {
    return (this.#full ??= this.parent ? `${this.parent.full}${this.#name.slice(-LONGEST_PATH).toLowerCase()}.`.slice(-LONGEST_PATH) : '');
  }

  get fields(): Map<string, Field> {
    const fields = (this.#fields ??= new Map());
    for (const field of this.added.splice(0)) fields.set(field.name.toLowerCase(), field);
    return fields;
  }
}

/** Collects fields, and keeps count. */
export class FieldList {
  readonly fields: Field[] = [];
  readonly root: Group = new ListedGroup(null, '');

  group(parent: Group, name: string): Group {
    const group = new ListedGroup(parent as ListedGroup, name);
    if (group.depth > DEEPEST) throw new Limited(`It is nested deeper than ${DEEPEST} levels; what lies below was looked at as plain text.`);
    return group;
  }

  add(group: Group, name: string, value: string, start: number, end: number, attributes?: Field['attributes']): void {
    if (this.fields.length >= MOST_FIELDS) throw tooMany();
    const field = { group, name, value: utf8(value), start, end, ...(attributes ? { attributes } : {}) };
    this.fields.push(field);
    (group as ListedGroup).added.push(field);
  }

  /** A field once more, in another group: what an alias stands for, with the place of the anchor. */
  again(group: Group, field: Field, name = field.name): void {
    if (this.fields.length >= MOST_FIELDS) throw tooMany();
    const copy = { ...field, group, name };
    this.fields.push(copy);
    (group as ListedGroup).added.push(copy);
  }
}

function tooMany(): Limited {
  return new Limited(`It has more than ${MOST_FIELDS} fields; the rest was looked at as plain text.`);
}

/** Characters that are bytes, as the text that they encode. */
export function utf8(bytes: string): string {
  return /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

/** The first of the names that stands in the group or in one around it. */
export function nearest(group: Group, names: readonly string[], levels = 2): string | null {
  for (let at: Group | null = group, left = levels; at && left >= 0; at = at.parent, left -= 1) {
    for (const name of names) {
      const found = at.fields.get(name);
      if (found && found.value !== '') return found.value;
    }
  }
  return null;
}

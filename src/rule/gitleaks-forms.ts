/** A document in the words that gitleaks has since 8.25, whatever it was written for. */
export interface PresentForm {
  readonly document: unknown;
  readonly remarks: readonly string[];
}

type Table = Record<string, unknown>;

/** Names as they are spelled here, by their lower case: gitleaks reads them in any. */
const NAMES = new Map(
  ['title', 'description', 'minVersion', 'betterleaksMinVersion', 'extend', 'rules', 'allowlist', 'allowlists', 'path', 'url', 'useDefault', 'disabledRules', 'id', 'regex', 'secretGroup', 'entropy', 'keywords', 'tags',
    'required', 'skipReport', 'condition', 'commits', 'paths', 'regexes', 'regexTarget', 'stopwords', 'targetRules', 'withinLines', 'withinColumns', 'filter', 'prefilter',
    'whitelist', 'file', 'files', 'entropies', 'reportGroup', 'min', 'max', 'group'].map((name) => [name.toLowerCase(), name]),
);

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);
/** One table stands for a list of it, and an empty one for none; a table of nothing but tables is no list. */
function tables(value: unknown): unknown {
  if (!isTable(value)) return value;
  const inner = Object.values(value);
  return inner.length === 0 ? [] : inner.every(isTable) ? value : [value];
}

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/**
 * What gitleaks takes in looser forms is put into the strict one: names in any case, one table for a list of tables. Rules of
 * before version 8 have no `id` and other words (`whitelist`, `files`, `file`, `reportGroup`, `entropies`); what they mean is said in the
 * words of today. What is no table comes back as it is.
 */
export function presentForm(document: unknown): PresentForm {
  const remarks: string[] = [];
  if (!isTable(document)) return { document, remarks };
  const top = spell(document);
  const rules = tables(top.rules);
  const old = Array.isArray(rules) && rules.some((rule) => isTable(rule) && !Object.keys(rule).some((key) => key.toLowerCase() === 'id'));
  if (old) remarks.push('Rules without an `id`, as before gitleaks 8, are called after their description.');
  const taken = new Set<string>();
  const lists = allowlistsOf(top);
  return { document: { ...top, ...lists, ...(rules === undefined ? {} : { rules: Array.isArray(rules) ? rules.map((rule) => presentRule(rule, taken)) : rules }) }, remarks };
}

function spell(table: Table): Table {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [NAMES.get(key.toLowerCase()) ?? key, value]));
}

function presentRule(value: unknown, taken: Set<string>): unknown {
  if (!isTable(value)) return value;
  const { file, reportGroup, entropies, ...rule } = spell(value);
  const required = tables(rule.required);
  const lists = allowlistsOf(rule);
  const said = { ...rule, ...lists, ...(required === undefined ? {} : { required: Array.isArray(required) ? required.map((one) => (isTable(one) ? spell(one) : one)) : required }) } as Table;
  if (said.path === undefined && typeof file === 'string') said.path = ofName(file);
  if (said.id !== undefined) {
    taken.add(String(said.id));
    return said;
  }
  return { ...said, ...namedAfter(said.description, taken), ...oldSecret(said, reportGroup, entropies) };
}

function namedAfter(description: unknown, taken: Set<string>): Table {
  const base = (typeof description === 'string' && description.trim()) || 'rule';
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base} ${count}`;
  taken.add(id);
  return { id };
}

/** Before version 8 the secret was the whole match where nothing else was said, and a bound of entropy had a group of its own. */
function oldSecret({ regex }: Table, reportGroup: unknown, entropies: unknown): Table {
  const bounds = listOf(entropies).filter(isTable).map(spell);
  const [lowest] = bounds.map(({ min }) => Number(min)).filter((min) => min >= 0).sort((a, b) => a - b);
  const group = Number(reportGroup ?? bounds[0]?.group ?? 0);
  return {
    ...(lowest === undefined ? {} : { entropy: lowest }),
    ...(typeof regex === 'string' && regex !== '' ? (group > 0 ? { secretGroup: group } : { regex: `(${regex})`, secretGroup: 1 }) : {}),
  };
}

/** `allowlist` is one table, `allowlists` is several; what is written otherwise goes to the latter. */
function allowlistsOf(table: Table): Table {
  const { allowlist, whitelist } = table;
  delete table.allowlist;
  delete table.whitelist;
  const present = (one: unknown): unknown => (isTable(one) ? presentAllowlist(spell(one)) : one);
  const [single, ...others] = [...listOf(allowlist), ...listOf(whitelist)];
  const several = [...listOf(tables(table.allowlists)), ...others];
  return { ...(single === undefined ? {} : { allowlist: present(single) }), ...(several.length > 0 ? { allowlists: several.map(present) } : {}) };
}

function presentAllowlist({ file, files, regex, path, ...list }: Table): Table {
  const paths = [...listOf(list.paths), ...listOf(path), ...[...listOf(files), ...listOf(file)].map((one) => (typeof one === 'string' ? ofName(one) : one))];
  const regexes = [...listOf(list.regexes), ...listOf(regex)];
  return { ...list, ...(paths.length > 0 ? { paths } : {}), ...(regexes.length > 0 ? { regexes } : {}) };
}

/** Of an expression over a file's name, one over its path. */
function ofName(regex: string): string {
  return regex.startsWith('^') ? `(?:^|/)${regex.slice(1)}` : regex;
}

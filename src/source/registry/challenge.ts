/** One way to sign in that a server offers. */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const VALUE = /[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/y;
/** `Negotiate YII=`: a value without name, which is of no use here. */
const TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;
const GAP = /[,\s]*/y;

/** Reads `WWW-Authenticate`, several headers joined by commas. What is malformed ends the list. https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(header);
    if (found) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    take(GAP);
    const token = take(TOKEN)?.[0].toLowerCase();
    if (token === undefined) return challenges;
    const current = challenges.at(-1);
    const value = current ? take(VALUE) : null;
    if (current && value) {
      current.parameters.set(token, value[1]?.replace(/\\(.)/g, '$1') ?? value[2] ?? '');
      continue;
    }
    challenges.push({ scheme: token, parameters: new Map() });
    take(TOKEN68);
  }
}

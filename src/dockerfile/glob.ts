type Token =
  | { readonly kind: 'character'; readonly test: (character: string) => boolean }
  /** Any number of characters but slashes. */
  | { readonly kind: 'star' }
  /** Any number of characters. */
  | { readonly kind: 'all' }
  /** Nothing, or anything up to and with a slash; the second is the state within it. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'within' };

const WILD = /[*?[\\]/;

/**
 * Compiles a pattern of `.dockerignore`, COPY or ADD: `*` and `?` stop at slashes, `**` does not. Null where Go calls it
 * malformed. Every look-up costs path times pattern at most, whatever stars an attacker writes.
 * https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go
 */
export function compileGlob(pattern: string): ((path: string) => boolean) | null {
  if (!WILD.test(pattern)) return (path) => path === pattern;
  const rest = pattern.slice(2);
  // The library's shortcut: behind a leading `**` plain text is a suffix, even in the middle of a name.
  if (pattern.startsWith('**') && !WILD.test(rest)) return (path) => path.endsWith(rest) || (rest.startsWith('/') && path === rest.slice(1));
  const tokens = readTokens(pattern);
  return tokens && ((path) => runTokens(tokens, path));
}

function readTokens(pattern: string): Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*' && pattern[at + 1] === '*') {
      at += pattern[at + 2] === '/' ? 2 : 1;
      if (at + 1 >= pattern.length) tokens.push({ kind: 'all' });
      else tokens.push({ kind: 'folders' }, { kind: 'within' });
    } else if (character === '*') tokens.push({ kind: 'star' });
    else if (character === '?') tokens.push({ kind: 'character', test: (one) => one !== '/' });
    else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      const test = close === -1 ? null : readClass(pattern.slice(at + 1, close));
      if (!test) return null;
      tokens.push({ kind: 'character', test });
      at = close;
    } else {
      const plain = character === '\\' ? (pattern[++at] ?? '\\') : character;
      tokens.push({ kind: 'character', test: (one) => one === plain });
    }
  }
  return tokens;
}

function readClass(members: string): ((character: string) => boolean) | null {
  try {
    const regex = new RegExp(`^[${members.replace(/[[&|-](?=[[&|-])|\[/g, '\\$&')}]$`, 's');
    return (character) => regex.test(character);
  } catch {
    return null;
  }
}

/** Follows all readings of the pattern at once. */
function runTokens(tokens: readonly Token[], path: string): boolean {
  let states = new Uint8Array(tokens.length + 1);
  enter(tokens, states, 0);
  for (const character of path) {
    const next = new Uint8Array(tokens.length + 1);
    for (let at = 0; at < tokens.length; at++) {
      if (states[at] === 0) continue;
      const token = tokens[at]!;
      if (token.kind === 'character') {
        if (token.test(character)) enter(tokens, next, at + 1);
      } else if (token.kind === 'all' || (token.kind === 'star' && character !== '/')) enter(tokens, next, at);
      else if (token.kind === 'folders' || token.kind === 'within') {
        const within = token.kind === 'within' ? at : at + 1;
        next[within] = 1;
        if (character === '/') enter(tokens, next, within + 1);
      }
    }
    states = next;
  }
  return states[tokens.length] === 1;
}

/** Marks a state and those that are reached from it without a character. */
function enter(tokens: readonly Token[], states: Uint8Array, at: number): void {
  let state = at;
  while (states[state] === 0) {
    states[state] = 1;
    const kind = tokens[state]?.kind;
    if (kind === 'star' || kind === 'all') state += 1;
    else if (kind === 'folders') state += 2;
    else return;
  }
}

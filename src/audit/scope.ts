import { LayerlintError } from '../model/error.js';

/** A registry, or the part of it below a prefix. */
export interface Target {
  readonly host: string;
  /** '' for the whole registry; else a namespace or a repository, without slashes at its ends. */
  readonly prefix: string;
}

/** What of a registry is read. */
export interface Choice {
  /** Globs over `repository` or `repository:tag`; none means all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** The newest images of each repository, each under all of its tags; null means all. */
  readonly newest: number | null;
  /** ISO 8601; what was pushed before is left out. */
  readonly since: string | null;
}

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const PREFIX = /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;
/** What registries take as a name at most. */
const LONGEST_NAME = 255;

/** Takes `HOST[/PREFIX]` apart; `docker://` or `https://` may stand before it. Throws `usage`. */
export function parseTarget(text: string): Target {
  const bare = text.replace(/^(?:docker|https?):\/\//, '').replace(/\/+$/, '');
  const slash = bare.indexOf('/');
  const host = slash < 0 ? bare : bare.slice(0, slash);
  const prefix = slash < 0 ? '' : bare.slice(slash + 1);
  if (!HOST.test(host) || !/[.:]|^localhost$|^\[/.test(host) || (prefix !== '' && (!PREFIX.test(prefix) || prefix.length > LONGEST_NAME))) {
    // What was typed may hold a password; it is not repeated.
    throw new LayerlintError('usage', 'A target is not of the form `HOST[/PREFIX]`.', { hint: 'Write it as `registry.example`, `ghcr.io/acme` or `localhost:5000/team/app`. Credentials are taken from `docker login`.' });
  }
  return { host: host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host, prefix };
}

export function nameTarget({ host, prefix }: Target): string {
  return prefix === '' ? host : `${host}/${prefix}`;
}

/** True for the prefix itself and for what lies below it: `acme` covers `acme/app`, not `acmecorp/app`. */
export function isBelow(repository: string, prefix: string): boolean {
  return prefix === '' || repository === prefix || repository.startsWith(`${prefix}/`);
}

/** Which repositories and tags the globs choose. `*` stands for all but a slash, `**` for everything, `?` for one character. */
export interface Filter {
  /** True when some tag of it may be chosen. */
  repository(name: string): boolean;
  tag(repository: string, tag: string): boolean;
}

export function createFilter({ include, exclude }: Choice): Filter {
  const parse = (glob: string) => {
    const colon = glob.lastIndexOf(':');
    return { repository: compile(colon < 0 ? glob : glob.slice(0, colon) || '**'), tag: colon < 0 ? null : compile(glob.slice(colon + 1) || '*') };
  };
  const included = include.map(parse);
  const excluded = exclude.map(parse);
  return {
    repository: (name) =>
      (included.length === 0 || included.some(({ repository }) => repository.test(name))) && !excluded.some(({ repository, tag }) => tag === null && repository.test(name)),
    tag: (name, tag) => {
      const fits = (one: { readonly repository: RegExp; readonly tag: RegExp | null }): boolean => one.repository.test(name) && (one.tag?.test(tag) ?? true);
      return (included.length === 0 || included.some(fits)) && !excluded.some(fits);
    },
  };
}

function compile(glob: string): RegExp {
  const source = glob.replace(/\*\*|[*?]|[^*?]+/g, (part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part === '?' ? '[^/]' : part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')));
  return new RegExp(`^${source}$`, 's');
}

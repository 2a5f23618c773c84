import type { Candidate } from './candidate.js';

const PROSE =
  /\.(?:md|markdown|rst|adoc|ronn|txt|html?|xhtml|man|[1-9](?:[a-z]{0,4})?(?:\.gz)?|pod|texi|info|tex|po|pot|mo|svg|css|scss|less|map|csv|tsv|log|patch|diff|d\.ts|ipynb)$|(?:^|\/)(?:changelog|readme|news|copyright|licen[sc]e|authors|history|changes|pkg-info|metadata)[^/]*$/i;
const TRIAL = /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|test-data|examples?|samples?|mocks?|docs?|demos?|test[-_][^/]{1,40}|[^/]{1,40}[-_.](?:tests?|spec)s?)(?:\/|\.\w{1,5}$)|(?:^|\/)test_[^/]{1,60}$/i;
const SHELL = /\.(?:sh|bash|zsh|fish|ps1|psm1|bat|cmd|mk|make)$|(?:^|\/)(?:Dockerfile|Containerfile|Makefile)[^/]*$/i;
const CODE =
  /\.(?:[cm]?[jt]sx?|py[iwx]?|rbs?|pl|pm|t|php|phtml|java|kt|kts|scala|groovy|go|rs|c|cc|cpp|cxx|h|hh|hpp|m|mm|cs|fs|vb|swift|lua|tcl|tm|r|jl|ex|exs|erl|hrl|clj|hs|ml|elc?|vim|sql|awk|asp|aspx|jsp|vue|svelte|tmpl|tpl|j2|erb|in|am|ac|m4|cmake|proto|graphql|asm|s|d)$|(?:^|\/)(?:completions|site-functions|vendor-completions)\//i;
const BINARY = /\.(?:so|dll|exe|class|jar|wasm|node|bin|gresource|dat|db|typelib|gir|a|o|ko|pyc|rlib|pack|idx)$|\.so\.[\d.]+$|(?:^|\/)s?bin\//i;

/** What kind of text a path promises; a weak password counts in settings and in scripts, and is an example elsewhere. */
export type Place = 'prose' | 'script' | 'code' | 'binary' | 'settings';

/** A path that says nothing (a config value, a Dockerfile's line) counts as settings. */
function placeOf(path: string): Place {
  if (PROSE.test(path)) return 'prose';
  if (SHELL.test(path)) return 'script';
  if (BINARY.test(path)) return 'binary';
  return CODE.test(path) ? 'code' : 'settings';
}

const EXAMPLE = /(?:^|\/)(?:examples?|samples?|docs?|demos?|mocks?)\/|(?:^|[-_./])(?:examples?|samples?|demo|mock)s?(?:[-_.]\d{1,3})?\.\w{1,8}$/i;

/** Bytes that no text has. */
const NO_TEXT = /[\0-\x08\x0e-\x1a]/;
/** As far as it is looked at for them, on either side. */
const AROUND = 120;

/** The place that the path promises, unless the bytes around the match are a program's: then `binary`. */
export function surroundings({ text, start, end, path }: Pick<Candidate, 'text' | 'start' | 'end' | 'path'>): Place {
  if (NO_TEXT.test(text.slice(Math.max(0, start - AROUND), start)) || NO_TEXT.test(text.slice(end, end + AROUND))) return 'binary';
  return placeOf(path);
}

/** True where the name of the file or a folder says that it shows something. */
export const isExample = (path: string): boolean => EXAMPLE.test(path);

/** True in folders of tests, examples and documentation: what stands there is doubtful, and real often enough. */
export const isTrial = (path: string): boolean => TRIAL.test(path);

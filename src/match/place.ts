import type { Candidate } from './candidate.js';

const PROSE =
  /\.(?:md|markdown|rst|adoc|ronn|txt|html?|xhtml|man|[1-9](?:[a-z]{0,4})?(?:\.gz)?|pod|texi|info(?:-\d{1,3})?|tex|po|pot|mo|svg|css|scss|less|map|csv|tsv|patch|diff|d\.ts)$|(?:^|\/)(?:changelog|readme|news|copyright|licen[sc]e|authors|history|changes|pkg-info|metadata)[^/]*$/i;
const TRIAL = /(?:^|\/)(?:_?tests?|__tests__|__mocks__|t|e2e|testing|testsuite|specs?|fixtures?|test_?data|bench(?:marks?)?|regress(?:ion)?|unittests?|fuzz(?:[-_][^/]{1,20})?|examples?|samples?|mocks?|docs?|demos?|(?:[^/]{1,40}[-_])?vectors|test[-_][^/]{1,40}|[^/]{1,40}[-_.](?:tests?|spec)s?)(?:\/|\.\w{1,5}$)|(?:^|\/)test_[^/]{1,60}$/i;
/** A file of code called after what it tests: `LoginTest.java`. */
const TEST_CLASS = /[a-z\d](?:Tests?|TestCase|Specs?)\.(?:[cm]?[jt]sx?|java|kt|scala|groovy|cs|fs|php|swift|py|rb|go)$/;
const SHELL = /\.(?:sh|bash|zsh|fish|ps1|psm1|bat|cmd|mk|make)$|(?:^|\/)(?:Dockerfile|Containerfile|Makefile)[^/]*$/i;
const CODE =
  /\.(?:[cm]?[jt]sx?|flow|py[iwx]?|rbs?|pl|pm|t|php|phtml|inc|java|kt|kts|scala|groovy|go|rs|c|cc|cpp|cxx|h|hh|hpp|m|mm|cs|fs|vb|swift|lua|tcl|tm|r|jl|ex|exs|erl|hrl|clj|l?hs|hsc|ml[ily]?|elc?|vim|sql|awk|asp|aspx|jsp|vue|svelte|tmpl|tpl|j2|erb|in|am|ac|m4|cmake|proto|graphql|asm|s|d|ipynb|log|cl|cu|cuh|glsl|hlsl|metal|wgsl|v|sv|vhdl?|nim|zig|cr|dart|sol|[xy]rl|y|l|g4|asn1?|mib|scm|rkt|lisp|pas|ad[bs]|f90|vala|coffee|edn|clj[cs]|purs|elm|raku)$/i;
/** What a shell asks for the options of a command. */
const COMPLETIONS = /(?:^|\/)(?:completions|site-functions|vendor-completions|zsh\/(?:[\d.]{1,8}\/)?functions)\//i;
const BINARY = /\.(?:so|dll|exe|class|jar|wasm|node|bin|gresource|dat|db|typelib|gir|a|o|ko|pyc|rlib|pack|idx)$|\.so\.[\d.]+$|(?:^|\/)s?bin\//i;

/** A description of an interface, with examples of all that it takes. */
const INTERFACE = /(?:^|[/_.-])(?:swagger|openapi|asyncapi)[^/]{0,40}\.(?:ya?ml|json)$/i;

/** What kind of text a path promises; a weak password counts in settings and in scripts, and is an example elsewhere. */
export type Place = 'prose' | 'script' | 'code' | 'binary' | 'settings';

// Every match in a file asks again.
let last: readonly [path: string, place: Place] = ['', 'settings'];

/** As the path promises. */
export function placeOf(path: string): Place {
  if (last[0] !== path) last = [path, readPath(path)];
  return last[1];
}

/** A path that says nothing (a config value, a Dockerfile's line) counts as settings. */
function readPath(path: string): Place {
  if (isProse(path)) return 'prose';
  if (COMPLETIONS.test(path)) return 'code';
  if (SHELL.test(path)) return 'script';
  if (BINARY.test(path)) return 'binary';
  return CODE.test(path) ? 'code' : 'settings';
}

const EXAMPLE = /(?:^|\/)(?:examples?|samples?|docs?|demos?|mocks?)\/|(?:^|[-_./])(?:example|sample|demo|mock)s?(?:[-_.]?\d{1,3})?\.\w{1,8}$|\.(?:example|sample|dist|template|tmpl)$/i;

/** Bytes that no text has. */
const NO_TEXT = /[\0-\x08\x0e-\x1a]/;
/** As far as it is looked at for them, on either side. */
const AROUND = 120;

/** The place that the path promises, unless the bytes around the match are a program's: then `binary`. */
export function surroundings({ text, start, end, path }: Pick<Candidate, 'text' | 'start' | 'end' | 'path'>): Place {
  if (NO_TEXT.test(text.slice(Math.max(0, start - AROUND), start)) || NO_TEXT.test(text.slice(end, end + AROUND))) return 'binary';
  return placeOf(path);
}

/** What programs read, whatever it ends with. */
const READ_BY_PROGRAMS = /(?:^|[/_.-])(?:requirements?|constraints?)(?:[-_.][^/]{0,40})?\.txt$|(?:^|\/)requirements\/[^/]{1,40}\.txt$/i;

/** True for what is written for readers. */
export const isProse = (path: string): boolean => (PROSE.test(path) && !BINARY.test(path) && !READ_BY_PROGRAMS.test(path)) || INTERFACE.test(path);

const TRANSLATION = /(?:^|\/)(?:i18n|l10n|locales?|locali[sz]ations?|langs?|languages?|translations?)\/[^.]{0,200}\.(?:json|ya?ml|properties|php|inc|[jt]s|ini|xml|conf|lua|rb|py|toml|strings|lang)$|[_-](?:messages|labels|strings)_[a-z]{2}(?:_[A-Z]{2})?\.properties$/i;

/** True for the words of a program in one language. */
export const isTranslation = (path: string): boolean => TRANSLATION.test(path);

/** True where the name of the file or a folder says that it shows something. */
export const isExample = (path: string): boolean => EXAMPLE.test(path);

/** True in folders of tests, examples and documentation: what stands there is doubtful, and real often enough. */
export const isTrial = (path: string): boolean => TRIAL.test(path) || TEST_CLASS.test(path);

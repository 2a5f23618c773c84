import { isMadeOfRuns } from '../judge/placeholder.js';
import type { Verdict } from './candidate.js';
import { isExample, isProse, isTrial } from './place.js';

/**
 * Where package managers put what others wrote: their own folders, what the hierarchy standard keeps for the distribution, and the
 * folders that archives of packages and releases unpack to. https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch04.html
 */
const PACKAGES =
  /(?:^|\/)(?:node_modules|bower_components|(?:site|dist)-packages|gems|vendor_ruby|pkg\/mod|\.cargo\/registry|\.m2\/repository|package|usr\/(?:share|lib\w{0,4}|include|src\/linux-[^/]{1,40}))\/|(?:^|\/)vendor\/[^/]{1,60}\/[^/]{1,60}\/|(?:^|\/)[A-Za-z][\w.+-]{0,60}-v?\d{1,4}(?:\.\d{1,4}){1,3}[\w.+-]{0,16}\//;
/** A comment that is written for readers: nobody comments code out with stars. */
const DOC_COMMENT = /^[ \t]*(?:\*|\/\*\*|\/\/[/!]|#:)/;
const COMMENT = /^[ \t]*(?:[#;%*]|\/\/|--|<!--|\.\\"|>>>|\.\.\.[ \t])/;
/** Python's session in a docstring, its output up to two lines below. */
const DOCTEST = /(?:^|\n)[ \t]*>>>[ \t][^\n]*(?:\n[^\n]*){0,2}$/;
const POD = /\n=(head\d|over|item|pod|begin|for|encoding|back|cut)\b/g;
/** Words of a text for readers in a row, or its markup. */
const SENTENCE = /(?:\b[a-z']{2,14}[,;]?[ ]){6}[^\n]{0,120}$|<\/?(?:p|li|br|note|dd|em|strong|i|b|code|a href="[^"]{0,100}")\/?>[^\n]{0,120}$/;
/** A name that says that everyone gets this value, and a file that says so of all its values. */
const DEFAULT = /(?:default|demo|community|fallback)\w{0,40}["'\]]{0,2}[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}["'`]?$/i;
const DEFAULTS = /(?:^|[/_.-])defaults?(?:[_.-][^/]{0,60})?$/i;
/** What no machine drew and what every installation has. */
const WORD = /^[A-Za-z]{1,12}$/;
/** Lines of a text within a text: what a description shows, or a template. */
const EMBEDDED = /\\n(?:[^"\n\\]|\\.){0,400}$/;
/** Names of what stands for something else in a test. */
const STAND_IN = /(?:^|[^A-Za-z])(?:class|def|function|module|const|let|var|my|struct)[ \t]+\w{0,20}(?:[Mm]ock|[Ff]ake|[Ss]tub|[Dd]ummy|[Ee]xample|[Tt]est)\w{0,40}[^]{0,1200}$/;
const TEST_LINE = /(?:^|[^A-Za-z])(?:test|mock|fake|dummy|sample)s?(?![a-z])/i;
const TEST_NAME = /[a-z](?:Test|Mock|Fake|Dummy|Sample)[^a-z][^\n]{0,120}$/;
/** Objects of git that a package brings along. */
const REPOSITORY = /\.pack\/|\/objects\/[0-9a-f]{2}\//;
const TEST_CODE = /#\[(?:cfg\()?test\b|@Test\b|\bt \*testing\.T\b|\b(?:unittest|pytest|RSpec|minitest|Test::More)\b/;

/** The first of the two facts, which costs no look at the bytes. */
export const isInstalled = (path: string): boolean => PACKAGES.test(path);

/** Bytes in front of a value that are looked at: a long chapter of Perl's documentation. */
export const SHOWN_BEFORE = 16_384;

/**
 * What is said of a value that an installed package shows its readers or its own tests: two facts together, that the file lies
 * where others' code is installed, and that the place there is a test, an example, a text, a comment or a default. Null where one is missing.
 * `before` is the text in front of the value; `\\n` of a text within a text counts as an end of line. `quoted`
 * says that it is all one string of the file, its escapes undone.
 */
export function shown(path: string, before: string, secret = '', quoted = false): Verdict | null {
  if (!isInstalled(path)) return null;
  const what = describe(path, before.replaceAll('\\n', '\n'), secret) ?? ((quoted && before.includes('\n')) || EMBEDDED.test(before.slice(-500)) ? 'a text' : null);
  return what === null ? null : { confidence: 'low', severity: 'info', says: `It stands in ${what} of an installed package.` };
}

function describe(path: string, before: string, secret: string): string | null {
  if (isTrial(path) || isExample(path) || REPOSITORY.test(path)) return 'a test or an example';
  if (isProse(path)) return 'a text';
  const line = before.slice(before.lastIndexOf('\n') + 1).slice(-400);
  if (COMMENT.test(line) || DOC_COMMENT.test(line) || DOCTEST.test(before.slice(-600)) || isPod(before) || isDocstring(path, before)) return 'a comment';
  if (DEFAULTS.test(path) || DEFAULT.test(line) || WORD.test(secret) || isMadeOfRuns(secret)) return 'a default';
  if (SENTENCE.test(line)) return 'a sentence';
  return STAND_IN.test(before.slice(-1300)) || TEST_LINE.test(line) || TEST_NAME.test(line) || TEST_CODE.test(before.slice(-4000)) ? 'a test' : null;
}

/** Between a command of Perl's documentation and its `=cut`. https://perldoc.perl.org/perlpod */
function isPod(before: string): boolean {
  const command = [...before.matchAll(POD)].at(-1)?.[1];
  return command !== undefined && command !== 'cut';
}

/** Inside of Python's quotes in threes, as far as the file has been seen from its beginning. https://peps.python.org/pep-0257/ */
function isDocstring(path: string, before: string): boolean {
  return path.endsWith('.py') && before.length < SHOWN_BEFORE && before.split('"""').length % 2 === 0;
}

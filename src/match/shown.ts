import { isMadeOfRuns } from '../judge/placeholder.js';
import { isRandom } from '../judge/value.js';
import type { Verdict } from './candidate.js';
import { isExample, isProse, isTrial } from './place.js';

/**
 * Where package managers put what others wrote: their own folders, and what the hierarchy standard keeps for the distribution.
 * https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch04.html
 */
const PACKAGES =
  /(?:^|\/)(?:node_modules|bower_components|(?:site|dist)-packages|gems|vendor_ruby|pkg\/mod|\.cargo\/registry|\.m2\/repository|package|usr\/(?:share|lib\w{0,4}|include|src\/linux-[^/]{1,40}))\/|(?:^|\/)vendor\/[^/]{1,60}\/[^/]{1,60}\//;
/** The folders that archives of releases unpack to; whose releases, nothing says. */
const RELEASE = /(?:^|\/)[A-Za-z][\w.+-]{0,60}-v?\d{1,4}(?:\.\d{1,4}){1,3}[\w.+-]{0,16}\//;
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

/** What a test's table has beside its values. */
const TEST_TABLE = /(?:"|\n[ \t-]{0,40})(?:valid|should\w{0,20}|expect(?:ed|s|ation)?|testCases|testGroups|assertions?)"?[ \t]{0,4}:[ \t]{0,4}(?:true|false|null|\[|\{)/;
/** Folders and files whose names end or begin so, joined to another word: `slapdtest/`, `testserver.sh`. */
const TEST_PART = /(?<!(?:\/|[-_.](?:la|con)|\/(?:la|con|at|pro)|fas|grea|new|old))tests?\/|\/test[a-z]{2,30}\.\w{1,5}$/;
/** Settings of services that build and measure a project, which its package brings along. */
const AUTHORS = /(?:^|\/)\.(?:coveralls|codecov|travis|appveyor|cirrus|codeclimate|scrutinizer)\.ya?ml$/;
/** A row for a user whom a program has from the beginning. */
const FIRST_USER = /insert into [^\n;]{0,400}\bvalues[^\n;]{0,60}'(?:admin|administrator|guest|root|anonymous|superuser|system|demo|user)'[^\n;]{0,300}$/i;

/** The first of the two facts, which costs no look at the bytes. */
export const isInstalled = (path: string): boolean => PACKAGES.test(path) || RELEASE.test(path);

/** Bytes in front of a value that are looked at: a long chapter of Perl's documentation. */
export const SHOWN_BEFORE = 16_384;

/** Of the value: whether its shape is an issuer's own, and whether it is all one string of the file with its escapes undone. */
export interface Shown {
  readonly secret?: string;
  readonly specific?: boolean;
  readonly quoted?: boolean;
}

/**
 * What is said of a value that an installed package shows its readers or its own tests: two facts together, that the file lies
 * where others' code is installed, and that the place there is a test, an example, a text, a comment or a default. Null where one is missing.
 * `before` is the text in front of the value; `\\n` of a text within a text counts as an end of line. In the folder of a release, which may be
 * one's own, the names of files and folders say nothing of a value whose shape an issuer gave it, nor of settings.
 */
export function shown(path: string, before: string, { secret = '', specific = false, quoted = false }: Shown = {}): Verdict | null {
  if (!isInstalled(path)) return null;
  const packaged = PACKAGES.test(path);
  const what =
    (packaged || !specific ? describePath(path) : null) ??
    describe(path, before.replaceAll('\\n', '\n'), secret, packaged) ??
    ((quoted && before.includes('\n')) || EMBEDDED.test(before.slice(-500)) ? 'a text' : null);
  return what === null ? null : { confidence: 'low', severity: 'info', says: `It stands in ${what} of an installed package.` };
}

/** Bytes on either side in which a file that is no text shows itself: a page of a database. */
const NEAR = 16_384;
/** What is read of a text in front of a value. */
const READ_BEFORE = 3_000;
/** One sentence is an error's message; a manual has several. */
const LEAST_SENTENCES = 4;
const SENTENCE_LINE = /(?:\b[a-z']{2,14}[,;]?[ ]){6}/;

/**
 * What is said of a value in the midst of a manual that a database or a program holds: sentences in several lines right in front of it, no
 * byte between them that a text has not, and such bytes further off. Null elsewhere; a text file says by its name what it is.
 */
export function toldReaders(bytes: Buffer, start: number): Verdict | null {
  if (!bytes.subarray(Math.max(0, start - NEAR), start + NEAR).includes(0)) return null;
  const before = bytes.toString('latin1', Math.max(0, start - READ_BEFORE), start);
  const lines = before.slice(before.lastIndexOf('\0') + 1).split('\n');
  if (lines.filter((line) => SENTENCE_LINE.test(line)).length < LEAST_SENTENCES) return null;
  return { confidence: 'low', severity: 'info', says: 'It stands in a text for readers.' };
}

/** What a comment for readers is made of, line by line. */
const COMMENT_LINE = /^[ \t]{0,40}(?:[#;]+|\/\/+)([^\n]*)$/;
const WORDS_IN_A_ROW = /(?:\b[A-Za-z][a-z']{1,14}[,;]?[ ]){4}/;
/** Lines of a comment in front of a setting that are looked at. */
const LINES_READ = 12;
const READ_BEFORE_COMMENT = 1_500;
const LEAST_WORDY = 2;
const PARAMETER = /[?&][\w-]{1,40}=$/;

/** What is said of a value that a comment shows, whosever file it is: sentences right above it, or an address around it. Null where it may have been in use. */
export function shownInComment(bytes: Buffer, start: number): Verdict | null {
  const lines = bytes.toString('latin1', Math.max(0, start - READ_BEFORE_COMMENT), start).split('\n');
  const line = lines.pop()!;
  if (!COMMENT_LINE.test(line)) return null;
  if (PARAMETER.test(line)) return { confidence: 'low', severity: 'info', says: 'It is part of an address in a comment.' };
  let wordy = 0;
  for (const above of lines.slice(-LINES_READ).reverse()) {
    const said = COMMENT_LINE.exec(above)?.[1];
    if (said === undefined) break;
    if (WORDS_IN_A_ROW.test(said)) wordy++;
  }
  return wordy < LEAST_WORDY ? null : { confidence: 'low', severity: 'info', says: 'A comment shows how it is set.' };
}

function describePath(path: string): string | null {
  if (isTrial(path) || isExample(path) || REPOSITORY.test(path) || TEST_PART.test(path)) return 'a test or an example';
  if (AUTHORS.test(path)) return 'settings of its authors';
  return isProse(path) ? 'a text' : null;
}

/**
 * What is said of a word or a weak password in an element of XML between `<!--` and `-->`: settings come with some to be filled in. What was
 * drawn may have been in use. https://www.w3.org/TR/xml/#sec-comments
 */
export function commentedOut(bytes: Buffer, start: number, secret: string): Verdict | null {
  if (isRandom(secret)) return null;
  const before = bytes.toString('latin1', Math.max(0, start - READ_BEFORE_COMMENT), start);
  const open = before.lastIndexOf('<!--');
  if (open < 0 || before.indexOf('-->', open) >= 0 || !/<[\w.:-]{1,60}(?:[ \t][^<>]{0,200})?>[^<>]{0,40}$/.test(before.slice(open))) return null;
  return { confidence: 'low', severity: 'info', says: 'It stands in a comment.' };
}

function describe(path: string, before: string, secret: string, packaged: boolean): string | null {
  const line = before.slice(before.lastIndexOf('\n') + 1).slice(-400);
  if (COMMENT.test(line) || DOC_COMMENT.test(line) || DOCTEST.test(before.slice(-600)) || isPod(before) || isDocstring(path, before)) return 'a comment';
  if (FIRST_USER.test(line) || (packaged && DEFAULTS.test(path)) || DEFAULT.test(line) || WORD.test(secret) || isMadeOfRuns(secret)) return 'a default';
  if (SENTENCE.test(line)) return 'a sentence';
  return STAND_IN.test(before.slice(-1300)) || TEST_LINE.test(line) || TEST_NAME.test(line) || TEST_CODE.test(before.slice(-4000)) || TEST_TABLE.test(before.slice(-2000)) ? 'a test' : null;
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

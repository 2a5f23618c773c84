import { join } from 'node:path';
import type { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isAtLeast, type Finding, type Notice, type Rule, type Severity } from '../index.js';
import type { Analysis } from './analysis.js';
import { createPlaces, plainRange, uriOf, type Places } from './place.js';
import { rulePage } from './rule-page.js';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#diagnosticSeverity */
const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = { critical: 1, high: 1, medium: 2, low: 3, info: 4 };
/** What is not read makes a document incomplete, and is no fault of a line. */
const NOTICE_SEVERITY: DiagnosticSeverity = 3;
/** Of a suppression that takes nothing on. */
const UNNECESSARY: DiagnosticTag = 1;

/** More than an editor shows of one document in any useful way; the last one says that there are more. */
const MOST_DIAGNOSTICS = 1000;

/** What diagnostics are made with. */
export interface DiagnosticOptions {
  readonly rules: readonly Rule[];
  readonly minimumSeverity: Severity;
  /** False where the client shows no second place. */
  readonly related: boolean;
  /** Where the files of the build context lie; null without one. */
  readonly contextDirectory: string | null;
  /** Taken off the paths in messages. */
  readonly root: string | null;
}

/** A finding and where the document shows it. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: Range;
}

/** The findings that are bad enough to be shown, each at its place: of a file in the context, at what takes it in. */
export function placeFindings({ document, findings }: Analysis, minimumSeverity: Severity): PlacedFinding[] {
  const places = createPlaces(document);
  return findings.filter(({ severity }) => isAtLeast(severity, minimumSeverity)).map((finding) => ({ finding, range: rangeOf(finding, places) }));
}

/** Findings and notices as the editor shows them; none of them holds a value. */
export function toDiagnostics(analysis: Analysis, options: DiagnosticOptions): Diagnostic[] {
  const { document } = analysis;
  const places = createPlaces(document);
  const shown = placeFindings(analysis, options.minimumSeverity).map(({ finding, range }) => findingDiagnostic(document, finding, range, places, options));
  const notices = analysis.reports.flatMap((report) => report.notices.map((notice) => noticeDiagnostic(notice, places, options)));
  const faults = analysis.fault === null ? [] : [faultDiagnostic(`The build context was not looked at. ${analysis.fault}`)];
  const all = [...shown, ...notices, ...faults];
  if (all.length <= MOST_DIAGNOSTICS) return all;
  const more = `${all.length - MOST_DIAGNOSTICS} more findings are not shown; \`layerlint lint\` lists them all.`;
  return [...all.slice(0, MOST_DIAGNOSTICS), { range: places.line(1), severity: NOTICE_SEVERITY, source: SOURCE, code: 'limit-reached', message: more }];
}

const SOURCE = 'layerlint';

function rangeOf({ location }: Finding, places: Places): Range {
  if (location.kind === 'context') return places.line(location.broughtBy?.line ?? 1);
  return location.region === null ? places.line(1) : places.region(location.region);
}

function findingDiagnostic(document: TextDocument, finding: Finding, range: Range, places: Places, options: DiagnosticOptions): Diagnostic {
  const { ruleId, severity, message, fingerprint } = finding;
  const href = rulePage(options.rules.find(({ id }) => id === ruleId));
  const related = options.related ? relatedPlaces(document, finding, places, options) : [];
  return {
    range,
    severity: SEVERITIES[severity],
    source: SOURCE,
    code: ruleId,
    ...(href === null ? {} : { codeDescription: { href } }),
    message: shorten(message, options.root),
    ...(ruleId === 'unused-suppression' ? { tags: [UNNECESSARY] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: { fingerprint },
  };
}

/** The steps of the secret's way, the file of the context that holds it, and the other file that it is tied to. */
function relatedPlaces({ uri }: TextDocument, { location, flow = [], related = [] }: Finding, places: Places, { contextDirectory, root }: DiagnosticOptions): DiagnosticRelatedInformation[] {
  const steps = flow.map(({ region, message }) => ({ location: { uri, range: places.region(region) }, message: shorten(message, root) }));
  const elsewhere = related.map(({ path, region, message }) => ({ location: { uri: uriOf(path), range: plainRange(region) }, message: shorten(message, root) }));
  if (location.kind !== 'context' || contextDirectory === null) return [...steps, ...elsewhere];
  const range = location.within.length === 0 && location.region ? plainRange(location.region) : TOP;
  return [{ location: { uri: uriOf(join(contextDirectory, location.path)), range }, message: 'It stands here.' }, ...steps];
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function noticeDiagnostic({ code, message, location }: Notice, places: Places, { root }: DiagnosticOptions): Diagnostic {
  const range = location?.kind === 'dockerfile' && location.region ? places.region(location.region) : places.line(1);
  return { range, severity: NOTICE_SEVERITY, source: SOURCE, code, message: shorten(message, root) };
}

/** Paths below the workspace folder as people there call them. */
export function shorten(message: string, root: string | null): string {
  return root === null ? message : message.replaceAll(`${root.replace(/[\\/]$/, '')}/`, '');
}

/** What a diagnostic says when a document could not be looked at. */
export function faultDiagnostic(message: string): Diagnostic {
  return { range: TOP, severity: NOTICE_SEVERITY, source: SOURCE, code: 'unreadable', message };
}


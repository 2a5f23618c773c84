import type { CodeAction, Diagnostic, Range, TextDocumentEdit, CreateFile, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { changeEdits, suppressInText, type Change, type Finding, type FixedDockerfile } from '../index.js';
import { analysedPath, nameOf, type Analysis } from './analysis.js';
import type { PlacedFinding } from './diagnostic.js';
import { holds } from './hover.js';
import { createPlaces, uriOf } from './place.js';

/** The kind that an editor asks for when it saves. */
export const FIX_ALL = 'source.fixAll.layerlint';
/** Shows how to build with what a fix asks for; its one argument is the text. */
export const SHOW_DELIVERY = 'layerlint.showDelivery';
const QUICK_FIX = 'quickfix';

/** What an editor can take. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspaceEdit */
export interface EditSupport {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
}

/** What actions are made with. */
export interface ActionOptions extends EditSupport {
  /** Works out the fix for the findings that are wanted; the same question is answered from memory. */
  readonly fix: (wanted: readonly Finding[]) => Promise<FixedDockerfile>;
  /** The document of that path, where the editor has it open. */
  readonly open: (path: string) => TextDocument | undefined;
}

/** What the client asks for: a place, and what it shows there. */
export interface ActionRequest {
  readonly range: Range;
  readonly diagnostics: readonly Diagnostic[];
  /** Kinds that are wanted, each with all below it; null for all that need not be asked for. */
  readonly only: readonly string[] | null;
}

/** Findings at one place that get actions of their own; more is what `source.fixAll` is for. */
const MOST_FINDINGS = 5;

/** Fixes and suppressions for the findings that a range touches, and the fix for all where it is asked for. */
export async function actionsFor(request: ActionRequest, analysis: Analysis, placed: readonly PlacedFinding[], options: ActionOptions): Promise<CodeAction[]> {
  const { only, range } = request;
  const wants = (kind: string): boolean => only === null || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
  const actions: CodeAction[] = [];
  const here = placed.filter((one) => touches(one.range, range)).slice(0, MOST_FINDINGS);
  if (wants(QUICK_FIX)) {
    if (analysis.kind === 'dockerfile') actions.push(...(await quickFixes(request, analysis, here, options)));
    actions.push(...here.flatMap((one) => suppression(request, analysis, one, options) ?? []));
  }
  // Whoever saves asks for it by name; it would only be in the way among the fixes for one line.
  if (only !== null && wants(FIX_ALL) && analysis.kind === 'dockerfile' && placed.length > 0) {
    const fixed = await options.fix(placed.map(({ finding }) => finding));
    const edit = workspaceEdit(fixed.changes, analysis, options);
    if (edit) actions.push({ title: `Fix what is safe to fix (${fixed.fixed.length})`, kind: FIX_ALL, edit, ...deliveryCommand(fixed) });
  }
  return distinct(actions);
}

async function quickFixes({ diagnostics }: ActionRequest, analysis: Analysis, here: readonly PlacedFinding[], options: ActionOptions): Promise<CodeAction[]> {
  const actions: CodeAction[] = [];
  for (const { finding } of here) {
    const fixed = await options.fix([finding]);
    const [fix] = fixed.fixes;
    const edit = workspaceEdit(fixed.changes, analysis, options);
    if (!fix || !edit) continue;
    const gone = new Set(fixed.fixed.map(({ fingerprint }) => fingerprint));
    const title = `Fix: ${fix.title.replaceAll('`', '').replace(/\.$/, '')}`;
    actions.push({ title, kind: QUICK_FIX, isPreferred: true, diagnostics: diagnostics.filter((one) => gone.has(fingerprintOf(one))), edit, ...deliveryCommand(fixed) });
  }
  return actions;
}

function suppression({ diagnostics }: ActionRequest, { document }: Analysis, { finding, range }: PlacedFinding, options: ActionOptions): CodeAction | null {
  if (finding.ruleId === 'unused-suppression') return null;
  const { location } = finding;
  const line = location.kind === 'context' ? (location.broughtBy?.line ?? 1) : location.region?.startLine;
  const edit = suppressInText(document.getText(), analysedPath(document), line ?? range.start.line + 1, finding.ruleId);
  if (!edit) return null;
  const edits = [{ range: createPlaces(document).span(edit.start, edit.end), newText: edit.text }];
  return {
    title: `Suppress ${finding.ruleId} here, with a reason`,
    kind: QUICK_FIX,
    diagnostics: diagnostics.filter((one) => fingerprintOf(one) === finding.fingerprint),
    edit: options.documentChanges ? { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] } : { changes: { [document.uri]: edits } },
  };
}

/** Changes of files as the editor makes them, at exact places; null where there are none, or where it cannot make a file. */
function workspaceEdit(changes: readonly Change[], { document }: Analysis, { documentChanges, createFiles, open }: ActionOptions): WorkspaceEdit | null {
  if (changes.length === 0) return null;
  const parts: (TextDocumentEdit | CreateFile)[] = [];
  for (const change of changes) {
    const held = change.path === nameOf(document.uri) ? document : open(change.path);
    if (change.before === null && !held && !(documentChanges && createFiles)) return null;
    const uri = held?.uri ?? uriOf(change.path);
    if (change.before === null && !held) parts.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    const places = createPlaces(held ?? TextDocument.create(uri, 'ignore', 0, change.before ?? ''));
    const edits = changeEdits(change).map(({ start, end, text }) => ({ range: places.span(start, end), newText: text }));
    parts.push({ textDocument: { uri, version: held?.version ?? null }, edits });
  }
  if (documentChanges) return { documentChanges: parts };
  return { changes: Object.fromEntries(parts.flatMap((part) => ('kind' in part ? [] : [[part.textDocument.uri, part.edits as never]]))) };
}

function deliveryCommand({ delivery, fixes }: FixedDockerfile): Pick<CodeAction, 'command'> | Record<never, never> {
  const notes = [...new Set(fixes.flatMap((fix) => fix.notes))];
  const text = [...(delivery === null ? [] : [`Build with: ${delivery.build}`]), ...notes].join('\n');
  return text === '' ? {} : { command: { title: 'How to build from now on', command: SHOW_DELIVERY, arguments: [text] } };
}

/** Two findings may have one fix. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  const byWork = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = JSON.stringify([action.title, action.edit]);
    if (!byWork.has(key)) byWork.set(key, action);
  }
  return [...byWork.values()];
}

function touches(finding: Range, asked: Range): boolean {
  return holds(finding, asked.start) || holds(finding, asked.end) || holds(asked, finding.start);
}

function fingerprintOf({ data }: Diagnostic): string {
  const found: unknown = typeof data === 'object' && data !== null && 'fingerprint' in data ? data.fingerprint : null;
  return typeof found === 'string' ? found : '';
}

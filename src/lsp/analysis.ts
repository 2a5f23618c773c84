import { basename, dirname } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isBuildFile, isDockerfileName, LayerlintError, lintBuildText, lintText, type Finding, type LintOptions, type Report } from '../index.js';
import { pathOf } from './place.js';

/** What kind of document it is for layerlint. */
export type DocumentKind = 'dockerfile' | 'build-file';

/** What was found in one version of a document. */
export interface Analysis {
  /** That version; the one that the editor holds goes on. */
  readonly document: TextDocument;
  readonly kind: DocumentKind;
  readonly reports: readonly Report[];
  /** Those that nobody suppressed, in the order of the reports. */
  readonly findings: readonly Finding[];
  /** Why the build context was left out though it was wanted; null when it was not. */
  readonly fault: string | null;
}

/** Bytes of the build context that are read for one look at a document; more would keep the editor waiting. */
const MOST_CONTEXT_BYTES = 64 * 1024 * 1024;

/** The languages by which editors know them whatever their names. */
const LANGUAGES: Readonly<Record<string, DocumentKind>> = { dockerfile: 'dockerfile', containerfile: 'dockerfile', dockercompose: 'build-file', dockerbake: 'build-file' };

/** The kind of a document, by its name and then by its language; null for one that layerlint does not read. */
export function documentKind({ uri, languageId }: TextDocument): DocumentKind | null {
  const path = nameOf(uri);
  if (isBuildFile(path)) return 'build-file';
  return isDockerfileName(basename(path)) ? 'dockerfile' : (LANGUAGES[languageId] ?? null);
}

/** How documents are looked at: with which rules, with what context, and with what the editor has not saved. */
export interface AnalysisOptions extends Required<Pick<LintOptions, 'rules' | 'unsaved'>> {
  readonly context: boolean;
  /** The build context of every Dockerfile; null: the folder of each. */
  readonly contextDirectory: string | null;
}

/** Looks at a document; a text that lies nowhere has no context, nor has one whose folder cannot be read. */
export async function analyse(document: TextDocument, kind: DocumentKind, options: AnalysisOptions): Promise<Analysis> {
  const { version, uri, languageId } = document;
  const text = document.getText();
  const snapshot = TextDocument.create(uri, languageId, version, text);
  let fault: string | null = null;
  const lintDockerfile = async (): Promise<Report> => {
    const wanted = lintOptions(uri, options);
    try {
      return await lintText(text, nameOf(uri), wanted);
    } catch (error) {
      if (!(error instanceof LayerlintError) || wanted.contextDirectory == null) throw error;
      fault = error.message;
      return lintText(text, nameOf(uri), { ...wanted, contextDirectory: null });
    }
  };
  const reports = kind === 'build-file' ? await lintBuildText(text, analysedPath(document), options) : [await lintDockerfile()];
  return { document: snapshot, kind, reports, findings: reports.flatMap(({ findings }) => findings.filter(({ suppression }) => suppression === null)), fault };
}

/** What `lintText` and `fixText` are told about a document. */
export function lintOptions(uri: string, { rules, unsaved, context, contextDirectory }: AnalysisOptions): LintOptions {
  const path = pathOf(uri);
  return { rules, unsaved, mostContextBytes: MOST_CONTEXT_BYTES, contextDirectory: context && path !== null ? (contextDirectory ?? dirname(path)) : null };
}

/** What reports call a document: its path, or what its URI ends in. */
export function nameOf(uri: string): string {
  return pathOf(uri) ?? (uri.slice(uri.lastIndexOf('/') + 1).replace(/^[a-z]+:/i, '') || 'Dockerfile');
}

/** The kind of a build file is told by its name, so that one which only its language tells gets a name of that kind. */
export function analysedPath({ uri, languageId }: TextDocument): string {
  const path = nameOf(uri);
  if (isBuildFile(path) || LANGUAGES[languageId] !== 'build-file') return path;
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${languageId === 'dockerbake' ? 'docker-bake.hcl' : 'compose.yaml'}`;
}

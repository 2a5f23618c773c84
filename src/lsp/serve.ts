import type { Readable, Writable } from 'node:stream';
import { dirname, resolve } from 'node:path';
import {
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  MessageType,
  ProposedFeatures,
  ShowMessageNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { builtInRuleSet, LayerlintError, loadRules, version, type RuleSet } from '../index.js';
import { actionsFor, FIX_ALL, SHOW_DELIVERY } from './action.js';
import type { Analysis, AnalysisOptions } from './analysis.js';
import { Desk } from './desk.js';
import { placeFindings, toDiagnostics } from './diagnostic.js';
import { hoverAt } from './hover.js';
import { pathOf } from './place.js';
import { DEFAULTS, ownSection, readSettings, type Settings } from './settings.js';

/** Where the editor speaks, and where it listens. */
export interface EditorStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
}

/**
 * Serves one editor until it says `exit` or goes away, and gives the exit code: 0 after `shutdown`, else 1.
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
 */
export async function serveEditor({ stdin, stdout }: EditorStreams): Promise<number> {
  return new Promise((resolveCode) => {
    const protocol = createProtocolConnection(new StreamMessageReader(stdin), new StreamMessageWriter(stdout));
    let ended = false;
    const end = (code: number): void => {
      if (ended) return;
      ended = true;
      server.close();
      protocol.dispose();
      stdin.destroy();
      resolveCode(code);
    };
    const watchDog = { shutdownReceived: false, initialize: (): void => undefined, exit: end };
    const server = new Server(createConnection(() => protocol, watchDog, ProposedFeatures.all));
    const gone = (): void => end(watchDog.shutdownReceived ? 0 : 1);
    stdin.once('end', gone);
    stdin.once('close', gone);
    stdin.once('error', gone);
    server.listen();
  });
}

/** What one editor can do, as far as it matters here. */
interface Client {
  readonly related: boolean;
  readonly markdown: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly asksConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
}

function clientOf({ textDocument, workspace }: ClientCapabilities): Client {
  return {
    related: textDocument?.publishDiagnostics?.relatedInformation === true,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
    asksConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

class Server {
  readonly #connection: ReturnType<typeof createConnection>;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #desk: Desk;
  #client: Client = clientOf({});
  #root: string | null = null;
  #settings: Settings = DEFAULTS;
  #rules: RuleSet = builtInRuleSet;
  /** What the client sent of its own accord, which counts where it cannot be asked or has no answer. */
  #sent: unknown = null;
  /** Counts the settings that were asked for, so that an answer which was overtaken is not taken. */
  #asked = 0;

  constructor(connection: ReturnType<typeof createConnection>) {
    this.#connection = connection;
    this.#desk = new Desk({
      options: () => this.#options(),
      diagnose: (analysis) => this.#diagnose(analysis),
      publish: (uri, documentVersion, diagnostics) => void connection.sendDiagnostics({ uri, version: documentVersion, diagnostics: [...diagnostics] }),
    });
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(({ settings }) => this.#configure(settings));
    connection.onDidChangeWatchedFiles(() => this.#configure(null));
    connection.onHover(async ({ textDocument, position }) => {
      const analysis = await this.#desk.analysis(textDocument.uri);
      return analysis && hoverAt(position, placeFindings(analysis, this.#settings.minimumSeverity), { rules: this.#rules.rules, root: this.#root, markdown: this.#client.markdown });
    });
    connection.onCodeAction(async ({ textDocument, range, context }) => {
      const analysis = await this.#desk.analysis(textDocument.uri);
      if (!analysis) return null;
      const { documentChanges, createFiles } = this.#client;
      const request = { range, diagnostics: context.diagnostics, only: context.only ?? null };
      const fix = (wanted: Parameters<Desk['fix']>[1]): ReturnType<Desk['fix']> => this.#desk.fix(analysis, wanted);
      return actionsFor(request, analysis, placeFindings(analysis, this.#settings.minimumSeverity), { documentChanges, createFiles, fix, open: (path) => this.#openAt(path) });
    });
    connection.onExecuteCommand(({ command, arguments: given }) => {
      if (command === SHOW_DELIVERY && typeof given?.[0] === 'string') this.#say(MessageType.Info, given[0]);
      return null;
    });
    this.#documents.onDidChangeContent(({ document }) => this.#desk.put(document));
    this.#documents.onDidClose(({ document }) => this.#desk.drop(document.uri));
    // What the build would take in may be another file by now.
    this.#documents.onDidSave(() => this.#desk.refresh());
    this.#documents.listen(connection);
    connection.listen();
  }

  close(): void {
    this.#desk.close();
  }

  #initialize({ capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams): InitializeResult {
    this.#client = clientOf(capabilities);
    const folder = workspaceFolders?.[0]?.uri ?? rootUri;
    this.#root = folder == null ? null : pathOf(folder);
    this.#sent = ownSection(initializationOptions);
    return {
      serverInfo: { name: 'layerlint', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
        executeCommandProvider: { commands: [SHOW_DELIVERY] },
      },
    };
  }

  #initialized(): void {
    const { registersConfiguration, registersWatchers } = this.#client;
    const refused = (): void => undefined;
    if (registersConfiguration) this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'layerlint' }).catch(refused);
    if (registersWatchers) {
      const watchers = [...WATCHED.map((globPattern) => ({ globPattern })), ...this.#settings.rules.map((file) => ({ globPattern: file }))];
      this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(refused);
    }
    void this.#configure(null);
  }

  /** Asks the editor for its settings where it can be asked, else takes what it sent; then everything is looked at again. */
  async #configure(sent: unknown): Promise<void> {
    const turn = ++this.#asked;
    if (sent !== null && sent !== undefined) this.#sent = ownSection(sent);
    const answer: unknown = this.#client.asksConfiguration ? await this.#connection.workspace.getConfiguration('layerlint').catch(() => null) : null;
    await this.#apply(answer ?? this.#sent, turn);
  }

  async #apply(given: unknown, turn: number): Promise<void> {
    const { settings, faults } = readSettings(given);
    let rules = builtInRuleSet;
    const told = [...faults];
    try {
      rules = await loadRules(settings.rules.map((file) => this.#fromRoot(file)));
    } catch (error) {
      told.push(error instanceof LayerlintError ? `${error.message} Until then the built-in rules count alone.` : 'The rules could not be loaded; the built-in ones count alone.');
    }
    if (turn !== this.#asked) return;
    this.#settings = settings;
    this.#rules = rules;
    for (const message of told) this.#say(MessageType.Warning, `layerlint: ${message}`);
    this.#desk.refresh();
  }

  /** Says it without asking for an answer. */
  #say(type: MessageType, message: string): void {
    void this.#connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  #options(): AnalysisOptions {
    const { context, contextDirectory } = this.#settings;
    return {
      rules: this.#rules,
      unsaved: (path) => this.#openAt(path)?.getText() ?? null,
      context,
      contextDirectory: contextDirectory === null ? null : this.#fromRoot(contextDirectory),
    };
  }

  #diagnose(analysis: Analysis): ReturnType<typeof toDiagnostics> {
    const { context, contextDirectory, minimumSeverity } = this.#settings;
    const path = pathOf(analysis.document.uri);
    const folder = contextDirectory === null ? path && dirname(path) : this.#fromRoot(contextDirectory);
    return toDiagnostics(analysis, { rules: this.#rules.rules, minimumSeverity, related: this.#client.related, contextDirectory: context ? folder : null, root: this.#root });
  }

  #fromRoot(path: string): string {
    return this.#root === null ? resolve(path) : resolve(this.#root, path);
  }

  #openAt(path: string): TextDocument | undefined {
    return this.#documents.all().find(({ uri }) => pathOf(uri) === path);
  }
}

/** Files that decide what a build takes in. */
const WATCHED = ['**/.dockerignore', '**/*.dockerignore', '**/.env', '**/.env.*'];

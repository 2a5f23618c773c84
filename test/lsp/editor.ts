import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import type { ClientCapabilities, CodeAction, Diagnostic, Hover, InitializeResult, Position, ProtocolConnection, PublishDiagnosticsParams, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { serveEditor } from '../../src/lsp/serve.js';

const MAIN = fileURLToPath(new URL('../../dist/bundle/layerlint.js', import.meta.url));

/** What VS Code says that it can, as far as the server asks. */
export const ABLE: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true }, hover: { contentFormat: ['markdown', 'plaintext'] } },
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string | null;
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** Runs the command as it is installed, in a process of its own. */
  readonly spawned?: boolean;
}

/** A client that speaks the protocol with a server over streams, and keeps every byte that the server sent. */
export class Editor {
  readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
  readonly published: PublishDiagnosticsParams[] = [];
  readonly messages: string[] = [];
  readonly documents = new Map<string, TextDocument>();
  settings: unknown;
  sent = '';
  readonly exit: Promise<number>;
  readonly connection: ProtocolConnection;
  readonly input: NodeJS.WritableStream;
  capabilities!: InitializeResult['capabilities'];

  private constructor(input: NodeJS.WritableStream, output: NodeJS.ReadableStream, exit: Promise<number>, settings: unknown) {
    this.exit = exit;
    this.input = input;
    this.settings = settings;
    const copy = new PassThrough();
    output.on('data', (bytes: Buffer) => (this.sent += bytes.toString('utf8')));
    output.pipe(copy);
    this.connection = createProtocolConnection(new StreamMessageReader(copy), new StreamMessageWriter(input));
    this.connection.onError(() => undefined);
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.diagnostics.set(params.uri, params);
    });
    this.connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => void this.messages.push(message));
    this.connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) => items.map(() => this.settings ?? null));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  static async start(options: EditorOptions = {}): Promise<Editor> {
    const editor = options.spawned ? Editor.#spawn(options.settings) : Editor.#here(options.settings);
    const { capabilities = ABLE, folder = null, initializationOptions } = options;
    const uri = folder === null ? null : pathToFileURL(folder).href;
    const params = { processId: process.pid, rootUri: uri, workspaceFolders: uri === null ? null : [{ uri, name: 'test' }], capabilities, initializationOptions };
    const { capabilities: offered } = await editor.connection.sendRequest<InitializeResult>('initialize', params);
    editor.capabilities = offered;
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  static #spawn(settings: unknown): Editor {
    if (!existsSync(MAIN)) throw new Error('There is no dist/; run `npm test`, which builds first.');
    const child = spawn(process.execPath, [MAIN, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Editor(child.stdin, child.stdout, once(child, 'exit').then(([code]) => code as number), settings);
  }

  static #here(settings: unknown): Editor {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    return new Editor(stdin, stdout, serveEditor({ stdin, stdout }), settings);
  }

  async open(uri: string, text: string, languageId = 'dockerfile'): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces a range, or the whole text. */
  async change(uri: string, text: string, range?: Range): Promise<void> {
    const document = this.documents.get(uri)!;
    const version = document.version + 1;
    const contentChanges = [range ? { range, text } : { text }];
    this.documents.set(uri, TextDocument.update(document, contentChanges, version));
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  text(uri: string): string {
    return this.documents.get(uri)!.getText();
  }

  /** The diagnostics of the document's last version, once they have come. */
  async settled(uri: string): Promise<readonly Diagnostic[]> {
    return (await this.until(() => {
      const last = this.diagnostics.get(uri);
      return last && last.version === this.documents.get(uri)!.version ? last : null;
    })).diagnostics;
  }

  /** Waits for something that the server sends. */
  async until<T>(found: () => T | null | undefined, milliseconds = 10_000): Promise<T> {
    for (const end = Date.now() + milliseconds; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
      const value = found();
      if (value !== null && value !== undefined) return value;
    }
    throw new Error('The server did not say it in time.');
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range, diagnostics: readonly Diagnostic[] = [], only?: readonly string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics, ...(only ? { only } : {}) } });
  }

  /** What the document says after an edit, as an editor would make it. */
  applied(uri: string, edit: WorkspaceEdit | undefined): string {
    const parts = edit?.documentChanges?.flatMap((part) => ('edits' in part && part.textDocument.uri === uri ? (part.edits as TextEdit[]) : [])) ?? edit?.changes?.[uri] ?? [];
    return TextDocument.applyEdits(this.documents.get(uri) ?? TextDocument.create(uri, 'x', 0, ''), parts);
  }

  /** `shutdown` and `exit`, and the exit code. */
  async stop(): Promise<number> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.exit;
    this.connection.dispose();
    return code;
  }
}

/** The text that a range of a document stands for. */
export function textAt(text: string, range: Range): string {
  return TextDocument.create('x:x', 'x', 0, text).getText(range);
}

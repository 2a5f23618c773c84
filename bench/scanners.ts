import { spawnSync } from 'node:child_process';
import { relative, resolve } from 'node:path';

/** Another scanner, run where it is on the PATH. It reads a folder, and asks nobody whether what it finds is still good. */
export interface Scanner {
  readonly name: string;
  readonly version: readonly string[];
  readonly command: (folder: string) => readonly string[];
  /** Codes with which it ends when it has done its work. */
  readonly done: readonly number[];
  /** On standard error at the end, where the code alone does not tell. */
  readonly says?: string;
  /** The file of each finding, in the order of its report. */
  readonly files: (output: string) => readonly string[];
}

/** The rules that its makers recommend, which are a package beside it. */
const SECRETLINT = '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}';

const GITLEAKS = { version: ['version'], done: [0], files: marked(/"File": ?("(?:[^"\\]|\\.)*")/g) };
const LIKE_GITLEAKS = ['dir', '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '-'] as const;

export const SCANNERS: readonly Scanner[] = [
  { name: 'gitleaks', ...GITLEAKS, command: (folder) => [...LIKE_GITLEAKS, folder] },
  { name: 'betterleaks', ...GITLEAKS, command: (folder) => [...LIKE_GITLEAKS, folder] },
  { name: 'trufflehog', version: ['--version'], command: (folder) => ['filesystem', '--no-verification', '--no-update', '--json', folder], done: [0, 1, 183], says: 'finished scanning', files: marked(/"Filesystem":\{"file":("(?:[^"\\]|\\.)*")/g) },
  { name: 'trivy', version: ['--version'], command: (folder) => ['fs', '--scanners', 'secret', '--offline-scan', '--format', 'json', '--quiet', folder], done: [0], files: ofTrivy },
  { name: 'kingfisher', version: ['--version'], command: (folder) => ['scan', '--no-validate', '--format', 'jsonl', folder], done: [0, 200, 205], files: marked(/"path": ?("(?:[^"\\]|\\.)*")/g) },
  { name: 'ripsecrets', version: ['--version'], command: (folder) => [folder], done: [0, 1], files: (output) => [...output.matchAll(/^(.+?):\d+:/gm)].map(([, file]) => file!) },
  { name: 'detect-secrets', version: ['--version'], command: (folder) => ['scan', '--all-files', '--no-verify', folder], done: [0], files: marked(/"filename": ("(?:[^"\\]|\\.)*")/g) },
  { name: 'secretlint', version: ['--version'], command: (folder) => ['--format', 'json', '--secretlintrcJSON', SECRETLINT, `${folder}/**/*`], done: [0, 1], files: ofSecretlint },
];

/** Its version as it says it, or null where it is not on the PATH. */
export function versionOf({ name, version }: Scanner): string | null {
  const { error, stdout, stderr } = spawnSync(name, version, { encoding: 'utf8' });
  const said = `${stdout}\n${stderr}`;
  return error ? null : (/\d+\.\d+[\w.+-]*/.exec(said)?.[0] ?? said.trim().split(/\s/).at(-1)!.slice(0, 20));
}

/** The file of each finding below `folder`, named from there; a sentence where the scanner fails. `through` is a command that runs it. */
export function runScanner(scanner: Scanner, folder: string, through: readonly string[] = []): readonly string[] | string {
  const [command, ...rest] = [...through, scanner.name, ...scanner.command(folder)] as [string, ...string[]];
  // detect-secrets sees nothing outside of the folder where it runs.
  const { error, stdout, stderr, status } = spawnSync(command, rest, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error || status === null || !scanner.done.includes(status) || !stderr.includes(scanner.says ?? '')) return `failed with ${status ?? error?.message}: ${(stderr ?? '').trim().split('\n').at(-1)}`;
  return scanner.files(stdout).map((file) => relative(folder, resolve(folder, file)));
}

function marked(pattern: RegExp): Scanner['files'] {
  return (output) => [...output.matchAll(pattern)].map(([, file]) => JSON.parse(file!) as string);
}

function ofTrivy(output: string): readonly string[] {
  const { Results = [] } = JSON.parse(output) as { readonly Results?: readonly { readonly Target: string; readonly Secrets?: readonly unknown[] }[] };
  return Results.flatMap(({ Target, Secrets = [] }) => Secrets.map(() => Target));
}

function ofSecretlint(output: string): readonly string[] {
  const files = JSON.parse(output) as readonly { readonly filePath: string; readonly messages: readonly unknown[] }[];
  return files.flatMap(({ filePath, messages }) => messages.map(() => filePath));
}

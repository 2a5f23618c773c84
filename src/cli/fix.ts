import { fixDockerfile, fixText, formatDiff, formatFixes, type FixedDockerfile, type LintOptions } from '../index.js';
import { reportError } from './errors.js';
import { exitCode } from './exit.js';
import { EXIT } from './exit-codes.js';
import { loadRuleFiles, type ReportFlags } from './flags.js';
import { rewriteFile, writeFileWhole, writeText } from './output.js';
import { readInput, type Terminal } from './terminal.js';

/** A diff holds what the Dockerfile holds; with values in it nobody else may read it. */
const MODE_WITH_SECRETS = 0o600;
const MODE = 0o666;

/** Writes what can be fixed safely into the Dockerfile and its ignore file, and says so on stderr. */
export async function fixFile(path: string, options: LintOptions, quiet: boolean, terminal: Terminal): Promise<void> {
  const fixed = await fixDockerfile(path, options);
  for (const change of fixed.changes) await rewriteFile(change.path, change.bytes);
  await say(fixed, 'done', quiet, terminal);
}

/** Shows what `fixFile` would write, as a unified diff; the exit code is that of the files as they are. */
export async function showFixes(targets: readonly string[], flags: ReportFlags, options: LintOptions, terminal: Terminal): Promise<number> {
  const rules = await loadRuleFiles(flags.rules, terminal);
  const shown: FixedDockerfile[] = [];
  let failed = false;
  for (const path of targets) {
    try {
      const fixed = path === '-' ? await fixText(await readInput(terminal), 'stdin', { ...options, rules }) : await fixDockerfile(path, { ...options, rules });
      await say(fixed, 'planned', flags.quiet, terminal);
      shown.push(fixed);
    } catch (error) {
      failed = true;
      await reportError(error, terminal);
    }
  }
  const { output, showSecrets } = flags;
  const diff = formatDiff(shown, { showSecrets });
  if (output === undefined) await writeText(terminal.stdout, diff);
  else await writeFileWhole(output, diff, showSecrets ? MODE_WITH_SECRETS : MODE);
  return failed ? EXIT.failed : exitCode(shown.map(({ report }) => report), flags.failOn);
}

async function say(fixed: FixedDockerfile, tense: 'done' | 'planned', quiet: boolean, terminal: Terminal): Promise<void> {
  const findings = fixed.report.findings.filter(({ suppression }) => suppression === null).length;
  if (findings === 0 || (quiet && fixed.changes.length === 0)) return;
  await writeText(terminal.stderr, formatFixes(fixed.report.target.reference, findings, fixed, fixed.delivery, tense));
}

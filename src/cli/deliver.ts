import { formatReport, LayerlintError, relateReports, type Report, type RuleSet } from '../index.js';
import { reportError } from './errors.js';
import { exitCode } from './exit.js';
import { EXIT } from './exit-codes.js';
import { loadRuleFiles, type ReportFlags } from './flags.js';
import { writeFormats } from './formats.js';
import type { Terminal } from './terminal.js';

/** With values in it a report is as secret as they are. */
const MODE_WITH_SECRETS = 0o600;
const MODE = 0o666;

/** Makes reports one target after the other, shows them all, and gives the exit code. A target that fails takes no other with it. */
export async function deliver(
  targets: readonly string[],
  flags: ReportFlags,
  terminal: Terminal,
  report: (target: string, rules: RuleSet) => Promise<readonly Report[]>,
): Promise<number> {
  if (targets.filter((target) => target === '-').length > 1) {
    throw new LayerlintError('usage', 'Standard input (`-`) can be read only once.', { hint: 'Name `-` once.' });
  }
  const rules = await loadRuleFiles(flags.rules, terminal);
  const reports: Report[] = [];
  let failed = false;
  for (const target of targets) {
    try {
      reports.push(...(await report(target, rules)));
    } catch (error) {
      failed = true;
      await reportError(error, terminal);
    }
  }
  if (reports.length > 0) await write(relateReports(reports), rules, flags, terminal);
  return failed ? EXIT.failed : exitCode(reports, flags.failOn);
}

async function write(reports: readonly Report[], rules: RuleSet, flags: ReportFlags, terminal: Terminal): Promise<void> {
  const silent = reports.every(({ findings, notices }) => findings.length === 0 && notices.length === 0);
  const { showSecrets, quiet } = flags;
  await writeFormats(flags, terminal, {
    render: (format, { colour, toFile }) => (quiet && silent && format === 'text' && !toFile ? null : formatReport(reports, { format, showSecrets, colour, rules })),
    mode: showSecrets ? MODE_WITH_SECRETS : MODE,
  });
}

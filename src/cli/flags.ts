import { InvalidArgumentError, Option, type Command } from 'commander';
import { FORMATS, loadRules, type Format, type RuleSet } from '../index.js';
import { FAIL_ON, type FailOn } from './exit.js';
import { formatOption, type FormatFlags } from './formats.js';
import { writeText } from './output.js';
import type { Terminal } from './terminal.js';

/** The flags that `lint` and `scan` have in common. */
export interface ReportFlags extends FormatFlags<Format> {
  readonly failOn: FailOn;
  readonly showSecrets: boolean;
  readonly rules: readonly string[];
  readonly quiet: boolean;
}

/** Adds the flags of every command that makes reports. */
export function addReportFlags(command: Command): Command {
  return command
    .addOption(formatOption(FORMATS))
    .option('-o, --output <file>', 'write the report to a file instead of standard output')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding is this bad or worse; `none`: never').choices(FAIL_ON).default('low'),
    )
    .option('--show-secrets', 'show values instead of masks (text, json and html; never in sarif)', false)
    .addOption(rulesOption())
    .option('-q, --quiet', 'no progress, and no text report when there is nothing to tell', false);
}

/** Reads a number from 0 up; anything else is wrong usage. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

/** May be given more than once. */
export function rulesOption(): Option {
  return new Option('-r, --rules <file>', 'add rules of your own (YAML, JSON, .gitleaks.toml), repeatable')
    .argParser((file: string, files: readonly string[]) => [...files, file])
    .default([], 'none');
}

/** The rules of all files; what of them could not be taken as it was meant is said on standard error. */
export async function loadRuleFiles(files: readonly string[], terminal: Terminal): Promise<RuleSet> {
  const rules = await loadRules(files);
  for (const remark of rules.remarks ?? []) await writeText(terminal.stderr, `${remark}\n`);
  return rules;
}

/** Where all help texts say the same. */
export const EXIT_CODES = `
Exit codes:
  0  nothing found at or above --fail-on, and everything was read
  1  findings at or above --fail-on
  2  the job could not be done: wrong usage or rules, an unreadable target
  3  nothing found at or above --fail-on, but not everything could be read`;

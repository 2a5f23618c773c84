import { Option, type Command } from 'commander';
import { FORMATS, type Format } from '../index.js';
import { FAIL_ON, type FailOn } from './exit.js';

/** The flags that `lint` and `scan` have in common. */
export interface ReportFlags {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: FailOn;
  readonly showSecrets: boolean;
  readonly rules: readonly string[];
  readonly quiet: boolean;
}

/** Adds the flags of every command that makes reports. */
export function addReportFlags(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'what to write').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write the report to a file instead of standard output')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding is this bad or worse; `none`: never').choices(FAIL_ON).default('low'),
    )
    .option('--show-secrets', 'show values instead of masks (text and json; never in sarif)', false)
    .addOption(rulesOption())
    .option('-q, --quiet', 'no progress, and no text report when there is nothing to tell', false);
}

/** May be given more than once. */
export function rulesOption(): Option {
  return new Option('-r, --rules <file>', 'add rules of your own (YAML or JSON), repeatable')
    .argParser((file: string, files: readonly string[]) => [...files, file])
    .default([], 'none');
}

/** Where all help texts say the same. */
export const EXIT_CODES = `
Exit codes:
  0  nothing found at or above --fail-on, and everything was read
  1  findings at or above --fail-on
  2  the job could not be done: wrong usage or rules, an unreadable target
  3  nothing found at or above --fail-on, but not everything could be read`;

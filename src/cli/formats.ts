import { InvalidArgumentError, Option } from 'commander';
import { writeFileWhole, writeText } from './output.js';
import { wantsColour, type Terminal } from './terminal.js';

/** One rendering, and the file that it goes to; null: where `--output` says, or standard output. */
export interface FormatFile<Format extends string> {
  readonly format: Format;
  readonly file: string | null;
}

/** What to write and where, as every command that makes a report takes it. */
export interface FormatFlags<Format extends string> {
  readonly format: readonly FormatFile<Format>[];
  readonly output?: string;
}

/** `-f FORMAT[=FILE]`, repeatable: one run, several reports. The default is text, which must be among the formats. */
export function formatOption<Format extends string>(formats: readonly Format[]): Option {
  const text: readonly FormatFile<string>[] = [{ format: 'text', file: null }];
  const add = (value: string, before: readonly FormatFile<string>[]): readonly FormatFile<string>[] => {
    const at = value.indexOf('=');
    const format = formats.find((one) => one === (at === -1 ? value : value.slice(0, at)));
    const file = at === -1 ? null : value.slice(at + 1);
    if (format === undefined) throw new InvalidArgumentError(`Allowed choices are ${formats.join(', ')}, each also as FORMAT=FILE.`);
    if (file === '') throw new InvalidArgumentError('The file after `=` is missing.');
    const all = before === text ? [{ format, file }] : [...before, { format, file }];
    if (all.filter((one) => one.file === null).length > 1) throw new InvalidArgumentError('Only one format can go without a file of its own: write the others as FORMAT=FILE.');
    return all;
  };
  return new Option('-f, --format <format[=file]>', `what to write: ${formats.join(', ')}; repeatable with a file for each`).argParser(add).default(text, 'text');
}

export interface Rendering<Format extends string> {
  /** The whole document; null where there is nothing to write. `toFile` is false for standard output. */
  readonly render: (format: Format, options: { readonly colour: boolean; readonly toFile: boolean }) => string | null;
  /** Permissions of a file that is new. */
  readonly mode: number;
}

/** Writes each format to where it goes. Throws `unreadable` for a file that cannot be written. */
export async function writeFormats<Format extends string>({ format: all, output }: FormatFlags<Format>, terminal: Terminal, { render, mode }: Rendering<Format>): Promise<void> {
  for (const { format, file } of all) {
    const path = file ?? output;
    const written = render(format, { colour: path === undefined && wantsColour(terminal.stdout, terminal.env), toFile: path !== undefined });
    if (written === null) continue;
    if (path === undefined) await writeText(terminal.stdout, written);
    else await writeFileWhole(path, written, mode);
  }
}

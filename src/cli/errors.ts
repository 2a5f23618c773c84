import { formatError } from '../index.js';
import { writeText } from './output.js';
import { wantsColour, type Terminal } from './terminal.js';

/** Says on stderr what happened and what to do next. */
export async function reportError(error: unknown, terminal: Terminal): Promise<void> {
  await writeText(terminal.stderr, formatError(error, { colour: wantsColour(terminal.stderr, terminal.env) }));
}

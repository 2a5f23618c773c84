import { LayerlintError } from '../model/error.js';
import { createPaint } from './paint.js';
import { printable } from './printable.js';

const OUR_FAULT = 'This is a fault in layerlint. Please report it, with the command and what it read.';

/** `error:` and `hint:` lines; of an error that nobody foresaw, its message and that the fault is ours. */
export function formatError(error: unknown, { colour }: { readonly colour: boolean }): string {
  const paint = createPaint(colour);
  const known = error instanceof LayerlintError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = known ? error.hint : OUR_FAULT;
  const lines = [`${paint('high', 'error:')} ${known ? '' : 'internal: '}${printable(message)}`];
  if (hint !== null) lines.push(`${paint('cyan', 'hint:')}  ${printable(hint)}`);
  return `${lines.join('\n')}\n`;
}

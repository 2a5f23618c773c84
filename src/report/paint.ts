const STYLES = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  blue: '34',
  cyan: '36',
  critical: '1;97;41',
  high: '1;31',
  medium: '1;33',
  low: '1;34',
  info: '1;36',
} as const;
type Style = keyof typeof STYLES;

/** Colours a text, or leaves it alone. */
export type Paint = (style: Style, text: string) => string;

/** Asks nobody: whether a terminal wants colour is the caller's knowledge. */
export function createPaint(colour: boolean): Paint {
  return colour ? (style, text) => (text === '' ? '' : `\u001b[${STYLES[style]}m${text}\u001b[0m`) : (_style, text) => text;
}

import type { PassedArgument } from './build-file.js';

/** Lines that are looked at; a file of variables with more is generated. */
const MOST_LINES = 10_000;

/** Reads `NAME=value` lines as an `env_file` has them. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax */
export function readSettingFile(text: string): PassedArgument[] {
  const settings: PassedArgument[] = [];
  let at = 0;
  for (const line of text.split('\n', MOST_LINES)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line.slice(0, LONGEST_LINE));
    if (found) {
      const value = found[2]!.replace(/^(["'])(.*)\1$/, '$2');
      settings.push({ name: found[1]!, value, start: at, end: at + line.length });
    }
    at += line.length + 1;
  }
  return settings;
}

const LONGEST_LINE = 4096;

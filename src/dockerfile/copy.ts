import type { CopyPath, CopyPaths, Word } from '../model/dockerfile.js';
import type { ParsedInstruction } from './instruction.js';
import { joinWorkdir } from '../model/workdir.js';

const URL = /^(?:https?|ftp|git|ssh):\/\/|^git@|^[\w.-]+@[\w.-]+:/i;
const HEREDOC = /^\d*<</;

/** Reads COPY and ADD; `resolve` puts variables into a raw word and gives null where only the build knows them. */
export function readCopy(parsed: ParsedInstruction, workdir: string, resolve: (raw: string) => string | null): CopyPaths | null {
  const { keyword, form, words, flags } = parsed;
  if (keyword !== 'COPY' && keyword !== 'ADD') return null;
  const value = (word: Word): string => (form === 'exec' ? (resolve(escapeQuotes(word.text)) ?? word.text) : (resolve(word.raw) ?? word.text));
  const last = words.at(-1);
  const target = words.length > 1 && last ? { ...last, path: targetPath(workdir, value(last)) } : null;
  const sources: CopyPath[] = [];
  const urls: Word[] = [];
  for (const word of words.slice(0, -1)) {
    const path = value(word);
    if (HEREDOC.test(word.raw) && form === 'shell') continue;
    if (keyword === 'ADD' && URL.test(path)) urls.push(word);
    else sources.push({ ...word, path: contextPath(path) });
  }
  const flag = (name: string): string[] => flags.flatMap((one) => (one.name === name && one.value !== null ? one.value : []));
  return { sources, urls, target, from: flag('from')[0] ?? null, excludes: flag('exclude') };
}

/** With a slash at its end where it must be a folder. */
function targetPath(workdir: string, written: string): string {
  const path = joinWorkdir(workdir, written);
  if (!/(?:^|[\\/])\.{0,2}$/.test(written)) return path;
  return path === '' ? './' : `${path.replace(/\/$/, '')}/`;
}

/** The strings of a JSON form hold no quotes of the builder's, yet variables. */
const escapeQuotes = (text: string): string => text.replace(/["'\\]/g, '\\$&');

/** Relative to the context, which nothing leaves: `../x` is `x`. */
function contextPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

import { SEVERITIES, type Severity } from '../index.js';

/** What an editor can set, below `layerlint`. */
export interface Settings {
  /** Files of own rules; relative ones are seen from the first workspace folder. */
  readonly rules: readonly string[];
  /** What is milder is not shown. */
  readonly minimumSeverity: Severity;
  /** False looks at the text alone. */
  readonly context: boolean;
  /** The build context of every Dockerfile, seen as `rules` are; null: the folder of each. */
  readonly contextDirectory: string | null;
}

export const DEFAULTS: Settings = { rules: [], minimumSeverity: 'info', context: true, contextDirectory: null };

/** Reads what an editor sent; what is of the wrong kind keeps its default and is told in a sentence. */
export function readSettings(sent: unknown): { readonly settings: Settings; readonly faults: readonly string[] } {
  const given = isRecord(sent) ? sent : {};
  const faults: string[] = [];
  const take = <T>(name: keyof Settings, fits: (value: unknown) => value is T, otherwise: T, kind: string): T => {
    const value = given[name];
    if (value === undefined || value === null) return otherwise;
    if (fits(value)) return value;
    faults.push(`The setting \`layerlint.${name}\` must be ${kind}.`);
    return otherwise;
  };
  const settings: Settings = {
    rules: take('rules', isStrings, DEFAULTS.rules, 'a list of file names'),
    minimumSeverity: take('minimumSeverity', isSeverity, DEFAULTS.minimumSeverity, `one of ${SEVERITIES.join(', ')}`),
    context: take('context', isBoolean, DEFAULTS.context, 'true or false'),
    contextDirectory: take<string | null>('contextDirectory', isString, DEFAULTS.contextDirectory, 'the name of a directory'),
  };
  return { settings, faults };
}

/** What stands below `layerlint` where a client sends all of its settings, or the thing itself where it sends that alone. */
export function ownSection(sent: unknown): unknown {
  return isRecord(sent) && isRecord(sent['layerlint']) ? sent['layerlint'] : sent;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isString);
}

function isSeverity(value: unknown): value is Severity {
  return (SEVERITIES as readonly unknown[]).includes(value);
}

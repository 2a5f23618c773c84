import type { Report } from '../model/report.js';
import type { RuleSet } from '../model/rule.js';
import { formatHtml } from './html.js';
import { formatJson } from './json.js';
import { redactReports } from '../model/redact-report.js';
import { formatSarif } from './sarif.js';
import { formatText } from './text.js';

export const FORMATS = ['text', 'json', 'sarif', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  readonly format: Format;
  /** True shows values beside their masks, in text, JSON and HTML; SARIF is made to be uploaded and never holds one. */
  readonly showSecrets: boolean;
  /** ANSI colours; heeded by text alone. */
  readonly colour: boolean;
  /** The rules that made the reports: titles and help come from them. */
  readonly rules: RuleSet;
  readonly version: string;
}

const formats: Readonly<Record<Format, (reports: readonly Report[], options: FormatOptions) => string>> = {
  text: formatText,
  json: formatJson,
  sarif: formatSarif,
  html: formatHtml,
};

/** All reports as one document, ending in a line feed. */
export function formatReports(reports: readonly Report[], options: FormatOptions): string {
  return formats[options.format](redactReports(reports), options);
}

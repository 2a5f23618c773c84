import type { Finding } from '../model/finding.js';
import type { Notice } from '../model/notice.js';
import type { Report, Statistics, Target } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { Severity } from '../model/severity.js';
import type { FormatOptions } from './format.js';
import { indexRules } from './rule-index.js';
import { ruleHelp } from './rule-help.js';
import { sarifLocation } from './sarif-location.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '0.1' };

/**
 * One run for all targets: code-scanning services refuse a file with several runs of one tool.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
 */
export function formatSarif(reports: readonly Report[], options: FormatOptions): string {
  const rules = [...indexRules(options.rules).values()];
  const indices = new Map(rules.map((rule, index) => [rule.id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'layerlint',
            version: options.version,
            properties: { ruleSetDigest: options.rules.digest },
            rules: rules.map(sarifRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: reports.flatMap(({ target, notices }) =>
              notices.map((notice) => sarifNotification(notice, target)),
            ),
          },
        ],
        results: reports.flatMap(({ target, findings }) => findings.map((finding) => sarifResult(finding, target, indices))),
        properties: { complete: reports.every((report) => report.complete), statistics: sumStatistics(reports) },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function sarifRule(rule: Rule) {
  const { text, markdown } = ruleHelp(rule);
  const [helpUri] = rule.references;
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text, markdown },
    ...(helpUri ? { helpUri } : {}),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { 'security-severity': SECURITY_SEVERITY[rule.severity], tags: ['security', 'secrets', rule.kind] },
  };
}

/** What was read, of all targets together. */
function sumStatistics(reports: readonly Report[]): Statistics {
  const sum = (key: keyof Statistics): number => reports.reduce((total, { statistics }) => total + statistics[key], 0);
  return { layers: sum('layers'), files: sum('files'), bytes: sum('bytes'), filesSkipped: sum('filesSkipped') };
}

function sarifResult(finding: Finding, target: Target, indices: ReadonlyMap<string, number>) {
  const ruleIndex = indices.get(finding.ruleId);
  const { suppression, exposure } = finding;
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: `${finding.message} ${finding.remediation.fix}` },
    locations: [sarifLocation(finding.location, target)],
    ...codeFlows(finding, target),
    ...relatedLocations(finding, target),
    partialFingerprints: { 'layerlint/v1': finding.fingerprint },
    suppressions: suppression ? [{ kind: suppression.kind, justification: suppression.justification }] : [],
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      exposure,
      evidence: finding.evidence,
      ...(finding.identity ? { identity: finding.identity } : {}),
      target: target.reference,
      ...(finding.secret ? { masked: finding.secret.masked } : {}),
    },
  };
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317720 */
function codeFlows({ flow, location }: Finding, target: Target) {
  if (!flow) return {};
  const locations = flow.map(({ region, message }) => ({
    location: { ...sarifLocation({ kind: 'dockerfile', path: location.kind === 'dockerfile' ? location.path : target.reference, region }, target), message: { text: message } },
  }));
  return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317650 */
function relatedLocations({ related }: Finding, target: Target) {
  if (!related) return {};
  return { relatedLocations: related.map(({ path, region, message }, id) => ({ id, ...sarifLocation({ kind: 'dockerfile', path, region }, target), message: { text: message } })) };
}

function sarifNotification({ code, message, location }: Notice, target: Target) {
  return {
    descriptor: { id: code },
    level: 'warning',
    message: { text: `${target.reference}: ${message}` },
    ...(location ? { locations: [sarifLocation(location, target)] } : {}),
  };
}

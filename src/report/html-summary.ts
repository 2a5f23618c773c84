import type { Finding } from '../model/finding.js';
import type { Report, Statistics } from '../model/report.js';
import { SEVERITIES } from '../model/severity.js';
import type { SecretGroup } from './group.js';
import { html, type Markup } from './html-markup.js';
import { plural, sizeWords } from './size.js';

const STATES = ['present', 'recoverable', 'metadata', 'build'] as const;

const STATE_WORDS: Readonly<Record<(typeof STATES)[number], string>> = {
  present: 'in the final file system',
  recoverable: 'hidden by a later layer, still in the image',
  metadata: 'in config, history or attestation',
  build: 'in a Dockerfile or its context',
};

/** What the first lines of a page say. */
export interface SummaryFacts {
  readonly groups: readonly SecretGroup[];
  /** What was looked at, in a sentence. */
  readonly lead: string;
  readonly complete: boolean;
  readonly notices: number;
}

/** What it comes to: a sentence, and secrets by how bad they are and by who can read them. */
export function summary({ groups, lead, complete, notices }: SummaryFacts): Markup {
  const mood = groups.length > 0 ? 'found' : complete ? 'clean' : 'unsure';
  return html`
    <section class="summary ${mood}" aria-labelledby="verdict">
      <h1 id="verdict">${groups.length > 0 ? plural(groups.length, 'secret') : 'No credentials found'}</h1>
      <p class="lead">${lead}</p>
      ${complete ? null : html`<p class="incomplete"><strong>Incomplete:</strong> ${notices === 0 ? 'it was stopped before its end' : html`${plural(notices, 'part')} could not be read, and may hold secrets too. <a href="#notices">See which</a>`}.</p>`}
      ${groups.length > 0 ? matrix(groups) : null}
    </section>`;
}

/** What reports are about, and what came of it. */
export function leadOf(reports: readonly Report[], groups: readonly SecretGroup[], suppressed: number): string {
  const findings = groups.reduce((sum, group) => sum + group.findings.length, 0);
  const words = groups.length > 0 ? `${plural(findings, 'finding')} in ${readWords(reports)}.` : `Looked at ${readWords(reports)}.`;
  return suppressed > 0 ? `${words} ${suppressed} suppressed.` : words;
}

function matrix(groups: readonly SecretGroup[]): Markup {
  const rows = SEVERITIES.filter((severity) => groups.some(({ worst }) => worst.severity === severity));
  const states = STATES.filter((state) => groups.some((group) => hasState(group, state)));
  const count = (severity: string, state: string | null) =>
    groups.filter((group) => group.worst.severity === severity && (state === null || hasState(group, state))).length;
  return html`
    <div class="matrix">
      <table>
        <caption>Secrets by severity, and by who can read them</caption>
        <thead><tr><td></td>${states.map((state) => html`<th scope="col"><span class="state ${state}">${state}</span><small>${STATE_WORDS[state]}</small></th>`)}${states.length > 1 ? html`<th scope="col">all</th>` : null}</tr></thead>
        <tbody>
          ${rows.map((severity) => html`<tr><th scope="row"><span class="badge ${severity}">${severity}</span></th>
            ${states.map((state) => cell(count(severity, state), severity, state))}${states.length > 1 ? cell(count(severity, null), severity, null) : null}</tr>`)}
        </tbody>
      </table>
    </div>`;
}

function hasState(group: SecretGroup, state: string): boolean {
  return group.findings.some(({ exposure }: Finding) => exposure.state === state);
}

function cell(count: number, severity: string, state: string | null): Markup {
  if (count === 0) return html`<td class="none">&ndash;</td>`;
  return html`<td class="${severity}"><a href="#secrets" data-severity="${severity}" data-exposure="${state ?? ''}" aria-label="${plural(count, `${severity} secret`)}${state === null ? '' : `, ${state}`}">${count}</a></td>`;
}

function readWords(reports: readonly Report[]): string {
  const total = (key: keyof Statistics) => reports.reduce((sum, report) => sum + report.statistics[key], 0);
  const of = (kind: string) => reports.filter(({ target }) => target.kind === kind).length;
  return [
    of('image') > 0 ? plural(of('image'), 'image') : null,
    of('dockerfile') > 0 ? plural(of('dockerfile'), 'Dockerfile') : null,
    total('layers') > 0 ? plural(total('layers'), 'layer') : null,
    total('files') > 0 ? plural(total('files'), 'file') : null,
    sizeWords(total('bytes')),
  ].filter((words) => words !== null).join(', ');
}

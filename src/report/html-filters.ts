import type { Target } from '../model/report.js';
import { SEVERITIES } from '../model/severity.js';
import type { SecretGroup } from './group.js';
import { html, type Markup } from './html-markup.js';

const STATES = ['present', 'recoverable', 'metadata', 'build'] as const;

/** More would be a list that nobody scrolls through; the search finds a target by its name. */
const MOST_TARGETS = 1000;

/** What the page's script shows once it runs; without it the whole list stands there. */
export function filters(targets: readonly Target[], groups: readonly SecretGroup[]): Markup {
  const severities = SEVERITIES.filter((severity) => groups.some(({ worst }) => worst.severity === severity));
  const states = STATES.filter((state) => groups.some(({ findings }) => findings.some(({ exposure }) => exposure.state === state)));
  return html`
    <form class="filters" role="search" aria-label="Secrets" hidden>
      <label class="search"><span>Search</span><input type="search" name="words" placeholder="path, rule, instruction &hellip;" autocomplete="off" spellcheck="false"></label>
      ${choices('severity', 'Severity', severities)}
      ${choices('exposure', 'Exposure', states)}
      ${targets.length < 2 ? null : html`<label class="pick"><span>Target</span><select name="target"><option value="">all</option>${targets.slice(0, MOST_TARGETS).map((target, number) => html`<option value="${number}">${target.reference}${target.platform === null ? '' : ` ${target.platform}`}</option>`)}</select></label>`}
      <p class="shown"><output aria-live="polite"></output> <button type="reset" hidden>Show all</button></p>
    </form>`;
}

function choices(name: string, title: string, values: readonly string[]): Markup | null {
  if (values.length < 2) return null;
  return html`<fieldset><legend>${title}</legend>${values.map((value) => html`<label class="choice ${value}"><input type="checkbox" name="${name}" value="${value}"><span>${value}</span></label>`)}</fieldset>`;
}

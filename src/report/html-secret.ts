import type { Finding, ImageReference } from '../model/finding.js';
import type { Target } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { SecretGroup } from './group.js';
import { html, link, type Markup } from './html-markup.js';
import { printableSource } from './printable.js';
import { plural } from './size.js';
import { exposureWords, placeName } from './text-place.js';

/** A card with more places goes on in the next, so that each is small enough to be drawn at once. */
const MOST_PLACES = 25;

/** As much as shows what a line does; minified files have one line. */
const LONGEST_LINE = 400;
const MOST_LINES = 6;

export interface SecretContext {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly showSecrets: boolean;
  /** Which of the targets, counted from 0, a finding is of; several where it was told once for all that share it. */
  readonly targetsOf: (finding: Finding) => readonly number[];
  readonly targets: readonly Target[];
  /** What is to be said of the secret beside its places. */
  readonly aside?: (group: SecretGroup) => Markup;
  /** What is to be done once it is rotated. */
  readonly after?: (group: SecretGroup) => Markup;
}

/** A page that holds a filter for each is no page; the rest is found by its words. */
const MOST_KEYS = 500;

/** One secret with every place it lies in; several cards where there are many. `number` is that of the secret on the page. */
export function secretCards(group: SecretGroup, number: number, context: SecretContext): Markup[] {
  const cards: Markup[] = [];
  for (let from = 0; from < group.findings.length; from += MOST_PLACES) cards.push(card(group, number, from, context));
  return cards;
}

/** Where on the page a secret's card stands. */
export function secretId(number: number): string {
  return `s${number + 1}`;
}

/** A layer as cards and filters speak of it. */
export function layerKey(target: number, index: number): string {
  return `${target}.${index}`;
}

// The attributes are what the page filters by: `page/card.ts` reads them in this order.
function card(group: SecretGroup, number: number, from: number, context: SecretContext): Markup {
  const { worst, findings, secret } = group;
  const shown = findings.slice(from, from + MOST_PLACES);
  const rule = context.rules.get(worst.ruleId);
  const id = from === 0 ? secretId(number) : `${secretId(number)}-${from + 1}`;
  const value = secret && context.showSecrets ? html`<code class="value">${secret.reveal()}</code>` : null;
  const part = from === 0 ? null : html`<p class="part">Places ${from + 1} to ${from + shown.length} of ${findings.length}; <a href="#${secretId(number)}">it begins further up</a>.</p>`;
  return html`
    <article class="secret" id="${id}" data-severity="${worst.severity}" data-exposure="${distinct(shown.map(({ exposure }) => exposure.state))}"
      data-layers="${distinct(shown.flatMap((finding) => keysOf(finding, context)).slice(0, MOST_KEYS))}" tabindex="-1">
      <header>
        ${badge(worst.severity)}
        <h3>${rule?.title ?? worst.ruleId}</h3>
        ${secret ? html`<code class="mask">${secret.masked}</code>` : null}${value}
        <p class="about"><code>${worst.ruleId}</code> &middot; ${worst.confidence} confidence${findings.length > 1 ? ` · ${plural(findings.length, 'place')}` : ''}</p>
        ${from === 0 ? identity(findings) : null}
      </header>
      ${part}
      ${from === 0 && context.aside ? context.aside(group) : null}
      <ul class="places">${shown.map((finding) => place(finding, worst, context))}</ul>
      ${from === 0 ? advice(worst, rule) : null}
      ${from === 0 && context.after ? context.after(group) : null}
    </article>`;
}

/** A severity as a coloured word. */
export function badge(severity: string): Markup {
  return html`<span class="badge ${severity}">${severity}</span>`;
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(' ');
}

/** `TARGET.LAYER`, or `TARGET.-` beside the layers. What only an older image holds lies in none of these. */
function keysOf(finding: Finding, { targetsOf }: SecretContext): string[] {
  const { location, stillIn } = finding;
  return targetsOf(finding).map((number) => (location.kind === 'layer' && !stillIn ? layerKey(number, location.layer.index) : `${number}.-`));
}

/** Whose it is and what it opens, each said once. */
function identity(findings: readonly Finding[]): Markup | null {
  const parts = new Map(findings.flatMap(({ identity: known = [] }) => known.map((one) => [`${one.label} ${one.value}`, one] as const)));
  if (parts.size === 0) return null;
  return html`<p class="about">${[...parts.values()].map(({ label, value }, index) => html`${index > 0 ? ' · ' : ''}${label} <code>${value}</code>`)}</p>`;
}

function place(finding: Finding, worst: Finding, { targetsOf, targets }: SecretContext): Markup {
  const { location, exposure, severity, inheritedFrom, stillIn, flow = [] } = finding;
  const words = exposureWords(exposure, location);
  const made = location.kind === 'layer' ? location.layer.createdBy : null;
  const line = 'dockerfile' in location && location.dockerfile ? `${location.dockerfile.path}:${location.dockerfile.line}` : null;
  return html`
    <li>
      <p class="where"><code>${placeName(location)}</code>${severity === worst.severity ? null : badge(severity)}</p>
      ${targets.length > 1 ? home(targetsOf(finding), targets) : null}
      <p class="who"><span class="state ${exposure.state}">${exposure.state}</span>${prose(words.slice(words.indexOf(':') + 1))}</p>
      ${made === null && line === null ? null : html`<p class="made">made by ${line === null ? null : html`<code>${line}</code> `}${made === null ? null : html`<code>${clip(made)}</code>`}</p>`}
      ${inheritedFrom ? html`<p class="made">inherited from <code>${imageName(inheritedFrom)}</code></p>` : null}
      ${stillIn ? html`<p class="made">still in <code>${imageName(stillIn)}</code></p>` : null}
      ${excerpt(finding)}
      ${flow.length > 0 ? html`<ol class="flow">${flow.map(({ region, message }) => html`<li><span>line ${region.startLine}</span> ${message}</li>`)}</ol>` : null}
      ${finding.evidence.length > 0 ? html`<p class="evidence">${finding.evidence.join(' ')}</p>` : null}
    </li>`;
}

/** The first of the targets that hold it, and how many more do. */
function home([first = 0, ...others]: readonly number[], targets: readonly Target[]): Markup {
  const { reference = '', platform = null } = targets[first] ?? {};
  return html`<p class="in">in <a href="#t${first + 1}">${reference}</a> ${platform ?? ''}${others.length > 0 ? ` and ${plural(others.length, 'more image')}` : ''}</p>`;
}

function imageName({ reference, digest }: ImageReference): string {
  return digest === null || reference.includes(digest) ? reference : `${reference} (${digest})`;
}

function clip(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

/** The lines with the mask marked, so that the eye finds it. */
function excerpt({ excerpt: text, location, secret }: Finding): Markup | null {
  const source = text ?? (location.kind === 'history' ? location.instruction : '');
  if (source.trim() === '') return null;
  const lines = source.replace(/\r?\n$/, '').split(/\r?\n/).map(printableSource);
  const mask = secret ? printableSource(secret.masked) : null;
  const shown = lines.slice(0, MOST_LINES).map((line) => around(line, mask)).join('\n');
  const parts = mask === null ? [shown] : shown.split(mask);
  const marked = parts.map((part, index) => (index === 0 ? html`${part}` : html`<mark>${mask}</mark>${part}`));
  return html`<pre tabindex="0"><code>${marked}${lines.length > MOST_LINES ? html`&#10;(${plural(lines.length - MOST_LINES, 'more line')})` : null}</code></pre>`;
}

/** A long line, cut so that the mask is in what is left. */
function around(line: string, mask: string | null): string {
  if (line.length <= LONGEST_LINE) return line;
  const at = mask === null ? 0 : Math.max(0, line.indexOf(mask));
  const from = Math.max(0, Math.min(at - LONGEST_LINE / 4, line.length - LONGEST_LINE));
  return `${from > 0 ? '…' : ''}${line.slice(from, from + LONGEST_LINE)}${from + LONGEST_LINE < line.length ? '…' : ''}`;
}

function advice({ remediation }: Finding, rule: Rule | undefined): Markup {
  const { why, fix, rotate } = remediation;
  const references = rule?.references ?? [];
  return html`
    <details class="advice">
      <summary>${rotate ? 'Rotate it, then write it differently' : 'Write it differently'}</summary>
      <h4>Why it matters</h4><p>${prose(why)}</p>
      ${rotate ? html`<h4>How to rotate it</h4><ol>${rotate.steps.map((step) => html`<li>${prose(step)}</li>`)}</ol>${rotate.url === null ? null : html`<p>${link(rotate.url)}</p>`}` : null}
      <h4>How to write it instead</h4><p>${prose(fix)}</p>
      ${references.length > 0 ? html`<h4>References</h4><ul>${references.map((reference) => html`<li>${link(reference)}</li>`)}</ul>` : null}
    </details>`;
}

/** What stands between backticks is code. */
export function prose(text: string): Markup {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}

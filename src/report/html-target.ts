import type { Finding } from '../model/finding.js';
import type { Report, ReportLayer } from '../model/report.js';
import { layLanes, type Lane } from './html-lanes.js';
import { html, type Markup } from './html-markup.js';
import { layerKey, secretId } from './html-secret.js';
import { plural, sizeWords } from './size.js';
import { placeName } from './text-place.js';

/** As many as show that it is bad; the list of secrets has them all. */
const MOST_CHIPS = 6;
const LONGEST_INSTRUCTION = 240;

export interface TargetContext {
  /** The number on the page of the secret that a finding is about; absent for those that do not count. */
  readonly numberOf: ReadonlyMap<Finding, number>;
}

/** One target: an image as the stack of its layers, a Dockerfile as its lines, with what was found where it lies. */
export function target(report: Report, number: number, context: TargetContext): Markup {
  const { target: { kind, reference, platform, digest }, statistics, remarks = [] } = report;
  const findings = report.findings.filter((finding) => context.numberOf.has(finding));
  const about = [
    kind === 'dockerfile' ? 'Dockerfile' : platform ?? kind,
    report.layers ? plural(report.layers.length, 'layer') : null,
    statistics.files > 0 || statistics.bytes > 0 ? `${sizeWords(statistics.bytes)} in ${plural(statistics.files, 'file')}` : null,
    findings.length === 0 ? 'nothing found' : plural(findings.length, 'finding'),
  ];
  return html`
    <article class="target" id="t${number + 1}" tabindex="-1">
      <header>
        <h3>${reference}</h3>
        <p class="about">${about.filter((part) => part !== null).join(' · ')}</p>
        ${digest === null ? null : html`<p class="digest"><code>${digest}</code></p>`}
      </header>
      ${remarks.map((remark) => html`<p class="remark">${remark}</p>`)}
      ${report.layers ? stack(report.layers, findings, number, context) : kind === 'dockerfile' ? lines(findings, context) : null}
    </article>`;
}

function stack(layers: readonly ReportLayer[], findings: readonly Finding[], report: number, context: TargetContext): Markup {
  const inLayer = (index: number) => findings.filter(({ location, stillIn }) => location.kind === 'layer' && !stillIn && location.layer.index === index);
  const beside = findings.filter(({ location, stillIn }) => location.kind !== 'layer' && !stillIn);
  const hidings = layers.flatMap(({ index }) =>
    [...new Set(inLayer(index).flatMap(({ exposure }) => (exposure.state === 'recoverable' ? [exposure.hiddenByLayer] : [])))].map((hider) => ({ hidden: index, hider })),
  );
  const lanes = layLanes(hidings, layers.length);
  const largest = Math.max(1, ...layers.map(({ size }) => size));
  const slabs = layers.map((layer, at) => {
    const hides = hidings.filter(({ hider }) => hider === layer.index).map(({ hidden }) => hidden);
    return slab(layer, { report, share: layer.size / largest, topOfBase: !layers[at + 1]?.inheritedFrom, found: inLayer(layer.index), hides, lanes: lanes[at] ?? [] }, context);
  });
  return html`
    <ul class="stack">
      ${beside.length === 0 ? null : html`<li class="sheet"><span class="number" aria-hidden="true">{ }</span><div class="what"><p class="made">Config, history and what is said about the image</p>${chips(beside, `${report}.-`, context)}</div></li>`}
      ${slabs.reverse()}
    </ul>`;
}

interface SlabFacts {
  readonly report: number;
  /** Of the largest layer's size, from 0 to 1. */
  readonly share: number;
  /** True for the highest layer that came with the base image. */
  readonly topOfBase: boolean;
  readonly found: readonly Finding[];
  /** The layers of which it hides something. */
  readonly hides: readonly number[];
  readonly lanes: readonly Lane[];
}

function slab(layer: ReportLayer, { report, share, topOfBase, found, hides, lanes }: SlabFacts, context: TargetContext): Markup {
  const { index, createdBy, size, files, inheritedFrom } = layer;
  const id = `t${report + 1}-layer-${index}`;
  return html`
    <li class="slab ${found.length > 0 ? 'found' : ''} ${inheritedFrom ? 'base' : ''}" id="${id}">
      <span class="number"><span class="unseen">layer </span>${index}</span>
      <div class="what">
        <p class="made"><code>${instruction(createdBy)}</code></p>
        ${inheritedFrom && topOfBase ? html`<p class="note">the base image, <code>${inheritedFrom.reference}</code>, from here down</p>` : null}
        ${hides.length > 0 ? html`<p class="note hides">hides what lies in ${hides.length === 1 ? 'layer' : 'layers'} ${hides.join(', ')}, and does not remove it</p>` : null}
        ${chips(found, layerKey(report, index), context)}
      </div>
      <p class="size">${size > 0 ? sizeWords(size) : plural(files, 'file')}</p>
      ${size > 0 ? html`<svg class="bar" aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none"><rect width="${Math.max(0.5, share * 100).toFixed(1)}" height="1"/></svg>` : null}
      ${lanes.length === 0 ? null : html`<span class="lanes" aria-hidden="true">${lanes.map((lane) => html`<i class="${lane}"></i>`)}</span>`}
    </li>`;
}

function instruction(createdBy: string | null): string {
  if (createdBy === null || createdBy.trim() === '') return 'not said by the history';
  const line = createdBy.replace(/\s+/g, ' ');
  return line.length > LONGEST_INSTRUCTION ? `${line.slice(0, LONGEST_INSTRUCTION)}…` : line;
}

/** One for each secret, in reading order, which leads to its card. */
function chips(findings: readonly Finding[], key: string, { numberOf }: TargetContext): Markup | null {
  if (findings.length === 0) return null;
  const byNumber = new Map<number, Finding>();
  for (const finding of findings) {
    const number = numberOf.get(finding)!;
    if (!byNumber.has(number)) byNumber.set(number, finding);
  }
  const shown = [...byNumber].slice(0, MOST_CHIPS);
  const more = byNumber.size - shown.length;
  return html`
    <ul class="chips">
      ${shown.map(([number, { severity, exposure, location, ruleId }]) => html`<li><a class="chip ${severity} ${exposure.state}" href="#${secretId(number)}"><span class="dot"></span><span>${location.kind === 'dockerfile' ? null : html`${chipName(location)} `}<small>${ruleId}${exposure.state === 'recoverable' ? `, hidden by layer ${exposure.hiddenByLayer}` : ''}</small></span></a></li>`)}
      ${more > 0 ? html`<li><a class="chip more" href="#secrets" data-layer="${key}">and ${plural(more, 'more secret')}</a></li>` : null}
    </ul>`;
}

function chipName(location: Finding['location']): string {
  if (location.kind === 'layer') return [`/${location.path}`, ...location.within].join(' > ');
  if (location.kind === 'context') return [location.path, ...location.within].join(' > ');
  return placeName({ ...location, region: null });
}

/** The lines that were found fault with, and the files of the context, in reading order. */
function lines(findings: readonly Finding[], context: TargetContext): Markup | null {
  const rows = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { location } = finding;
    const key = location.kind === 'dockerfile' ? `${location.path}\n${location.region?.startLine ?? ''}` : chipName(location);
    const row = rows.get(key);
    if (row) row.push(finding);
    else rows.set(key, [finding]);
  }
  if (rows.size === 0) return null;
  return html`<ul class="stack lines">${[...rows.values()].slice(0, MOST_ROWS).map((row) => line(row, context))}</ul>
    ${rows.size > MOST_ROWS ? html`<p class="remark">${plural(rows.size - MOST_ROWS, 'more line')}: see the secrets.</p>` : null}`;
}

/** A Dockerfile with more faulty lines is no picture any more. */
const MOST_ROWS = 100;

function line(row: readonly Finding[], context: TargetContext): Markup {
  const { location, excerpt } = row[0]!;
  const number = location.kind === 'dockerfile' ? (location.region?.startLine ?? null) : null;
  return html`
    <li class="slab found">
      <span class="number">${number === null ? html`<span class="unseen">file</span>` : html`<span class="unseen">line </span>${number}`}</span>
      <div class="what">
        <p class="made"><code>${number === null ? chipName(location) : instruction((excerpt ?? '').split('\n')[0] ?? '')}</code></p>
        ${chips(row, '', context)}
      </div>
    </li>`;
}

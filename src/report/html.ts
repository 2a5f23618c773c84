import type { Finding } from '../model/finding.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import type { FormatOptions } from './format.js';
import { groupBySecret } from './group.js';
import { filters } from './html-filters.js';
import { longList } from './html-list.js';
import { html, type Markup } from './html-markup.js';
import { page } from './html-page.js';
import { badge, prose, secretCards } from './html-secret.js';
import { leadOf, summary } from './html-summary.js';
import { target } from './html-target.js';
import { indexRules } from './rule-index.js';
import { placeName } from './text-place.js';

/** One picture says more than the list below it; many are a list themselves. */
const MOST_PICTURES_FIRST = 3;

/** One file that a browser opens from disk, to be looked at and passed on: it asks no network and holds values only on request. */
export function formatHtml(reports: readonly Report[], { rules, showSecrets, version }: FormatOptions): string {
  const all = reports.flatMap((report) => report.findings);
  const suppressed = all.filter(({ suppression }) => suppression !== null);
  const groups = groupBySecret(all.filter(({ suppression }) => suppression === null));
  const numberOf = new Map(groups.flatMap(({ findings }, number) => findings.map((finding): [Finding, number] => [finding, number])));
  const reportOf = new Map(reports.flatMap(({ findings }, number) => findings.map((finding): [Finding, number] => [finding, number])));
  const context = { rules: indexRules(rules), showSecrets, targetsOf: (finding: Finding) => [reportOf.get(finding) ?? 0], targets: reports.map((report) => report.target) };
  const notices = reports.flatMap((report) => report.notices);
  const targets = section('targets', targetsTitle(reports), longList('target-list', reports.map((report, number) => target(report, number, { numberOf }))));
  const secrets = groups.length === 0 ? html`` : section('secrets', 'Secrets', html`${filters(context.targets, groups)}${longList('secret-list', groups.flatMap((group, number) => secretCards(group, number, context)))}`);
  const body = html`
    ${summary({ groups, lead: leadOf(reports, groups, suppressed.length), complete: reports.every(({ complete }) => complete), notices: notices.length })}
    ${reports.length > MOST_PICTURES_FIRST ? [secrets, targets] : [targets, secrets]}
    ${notices.length === 0 ? null : section('notices', 'Not fully read', longList('notice-list', notices.map(noticeItem)))}
    ${suppressed.length === 0 ? null : section('suppressed', 'Suppressed', longList('suppressed-list', suppressed.map(suppressedItem)))}`;
  return page({ title: titleOf(reports), body, version, ruleSetDigest: rules.digest, showSecrets });
}

/** A part of the page under a heading of its own. */
export function section(id: string, title: string, content: Markup): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;
}

function targetsTitle(reports: readonly Report[]): string {
  const kinds = new Set(reports.map(({ target: { kind } }) => kind));
  if (kinds.size > 1) return 'What was read';
  const many = reports.length > 1;
  if (kinds.has('image')) return many ? 'The images' : 'The image';
  if (kinds.has('dockerfile')) return many ? 'The Dockerfiles' : 'The Dockerfile';
  return many ? 'The directories' : 'The directory';
}

function titleOf(reports: readonly Report[]): string {
  const [first, ...others] = reports;
  return `${first?.target.reference ?? 'nothing'}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

function noticeItem({ code, message, location }: Notice): Markup {
  return html`<p class="notice"><code>${code}</code> ${location ? html`<b>${placeName(location)}</b> ` : null}${prose(message)}</p>`;
}

function suppressedItem({ severity, ruleId, location, suppression }: Finding): Markup {
  return html`<p class="notice">${badge(severity)} <code>${ruleId}</code> <b>${placeName(location)}</b> ${suppression?.justification ?? ''}</p>`;
}

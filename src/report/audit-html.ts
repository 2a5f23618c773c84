import type { AuditChanges, AuditedImage, AuditedSecret, AuditReport, Listed } from '../model/audit.js';
import type { Finding } from '../model/finding.js';
import type { Report, ReportLayer } from '../model/report.js';
import { mergePlaces, placeFinding } from './audit-finding.js';
import type { FormatOptions } from './format.js';
import type { SecretGroup } from './group.js';
import { filters } from './html-filters.js';
import { longList } from './html-list.js';
import { html, type Markup } from './html-markup.js';
import { page } from './html-page.js';
import { secretCards, secretId } from './html-secret.js';
import { summary } from './html-summary.js';
import { target } from './html-target.js';
import { section } from './html.js';
import { indexRules } from './rule-index.js';
import { plural, sizeWords } from './size.js';

/** A picture of each of ten thousand images is nothing to look at; the worst secrets' images come first. */
const MOST_PICTURES = 1000;
/** A few names are read at once, and not looked for behind a click. */
const MOST_OPEN = 3;
/** A search for more is none. */
const MOST_SOUGHT = 100;
/** What is rotated once need not be listed to its end; JSON and CSV do. */
const MOST_NAMES = 100;

/** The answer of an audit as one page: which secret, in which images, since when, who can pull it, what to rotate and delete. */
export function formatAuditHtml(audit: AuditReport, { rules, version }: FormatOptions): string {
  const imagesOf = new Map<Finding, readonly number[]>();
  const groups = audit.secrets.map((secret) => groupOf(secret, imagesOf));
  const secretOf = new Map(groups.map((group, index) => [group, audit.secrets[index]!] as const));
  const numberOf = new Map(groups.flatMap(({ findings }, number) => findings.map((finding) => [finding, number] as const)));
  const reports = imageReports(audit, imagesOf);
  const context = {
    rules: indexRules(rules),
    showSecrets: false,
    targetsOf: (finding: Finding) => imagesOf.get(finding) ?? [],
    targets: reports.map((report) => report.target),
    aside: (group: SecretGroup) => whereabouts(secretOf.get(group)!, audit.changes !== null),
    after: (group: SecretGroup) => deletion(secretOf.get(group)!),
  };
  const more = reports.length - MOST_PICTURES;
  const body = html`
    ${summary({ groups, lead: leadWords(audit), complete: audit.complete, notices: audit.notices.length })}
    ${audit.changes === null ? null : section('changes', `Since the run of ${audit.changes.since.slice(0, 16).replace('T', ' ')} UTC`, changeList(audit.changes, audit.secrets))}
    ${groups.length === 0 ? null : section('secrets', 'Secrets', html`${filters(context.targets, groups)}${longList('secret-list', groups.flatMap((group, number) => secretCards(group, number, context)))}`)}
    ${reports.length === 0 ? null : section('targets', 'The images', html`${longList('target-list', reports.slice(0, MOST_PICTURES).map((report, number) => target(report, number, { numberOf })))}${more > 0 ? html`<p class="remark">${plural(more, 'more image')}: the JSON and CSV reports list them.</p>` : null}`)}
    ${audit.notices.length === 0 ? null : section('notices', 'Not fully read', longList('notice-list', audit.notices.map(({ place, message }) => html`<p class="notice"><b>${place}</b> ${message}</p>`)))}`;
  return page({ title: audit.scope.join(', '), body, version, ruleSetDigest: rules.digest, showSecrets: false });
}

function groupOf(secret: AuditedSecret, imagesOf: Map<Finding, readonly number[]>): SecretGroup {
  const findings = mergePlaces(secret.places).map((place) => {
    const finding = placeFinding(secret, place);
    imagesOf.set(finding, place.images);
    return finding;
  });
  const worst = findings.find(({ severity }) => severity === secret.severity) ?? placeFinding(secret, nowhere(secret));
  return { secret: worst.secret, worst, findings };
}

/** For a secret whose every place went away. */
function nowhere({ severity, confidence }: AuditedSecret): AuditedSecret['places'][number] {
  return { message: '', location: { kind: 'config', pointer: '', region: null }, exposure: { state: 'present' }, severity, confidence, excerpt: null, images: [] };
}

/** Each image with what lies in it, for its picture. */
function imageReports(audit: AuditReport, imagesOf: ReadonlyMap<Finding, readonly number[]>): Report[] {
  const findings: Finding[][] = audit.images.map(() => []);
  for (const [finding, images] of imagesOf) for (const image of images) findings[image]?.push(finding);
  return audit.images.map((image, index): Report => ({
    target: { kind: 'image', reference: nameOf(image), digest: image.digest, platform: image.platform },
    complete: true,
    findings: findings[index]!,
    notices: [],
    statistics: { layers: image.layers.length, files: 0, bytes: 0, filesSkipped: 0 },
    layers: image.layers.map(({ digest, size, createdBy }, layer): ReportLayer => ({ index: layer, digest, diffId: '', createdBy, size, files: 0, bytes: 0 })),
    remarks: imageWords(image),
  }));
}

function nameOf({ repository, tags, root }: AuditedImage): string {
  return tags[0] === undefined ? `${repository}@${root}` : `${repository}:${tags[0]}`;
}

function imageWords({ tags, formerTags, pullable, pushed }: AuditedImage): string[] {
  return [
    ...(tags.length > 1 ? [`Also ${some(tags.slice(1))}.`] : []),
    ...(formerTags.length > 0 ? [`Formerly ${some(formerTags)}.`] : []),
    ...(tags.length > 0 ? [] : [pullable ? 'No tag leads there any more, and whoever knows the digest can still pull it.' : 'No tag leads there, and the registry no longer gives it.']),
    ...(pushed ? [`${pushed.by === 'registry' ? 'Pushed' : 'Built, says its config,'} ${pushed.at.slice(0, 10)}.`] : []),
  ];
}

/** Who can get at the secret, and since when. */
function whereabouts({ tags, untagged, anonymous, isNew, first, last, fingerprint }: AuditedSecret, tellNew: boolean): Markup {
  const when = first === null || last === null ? null : first.at === last.at ? `in an image of ${first.at.slice(0, 10)}` : `in images from ${first.at.slice(0, 10)} to ${last.at.slice(0, 10)}`;
  return html`
    <div class="whereabouts">
      <p>${isNew && tellNew ? html`<strong>New in this run.</strong> ` : null}${anonymous ? html`<strong>Anyone can pull it</strong>, without signing in` : 'Whoever may pull from the registry can read it'}${when === null ? '' : `; ${when}`}. Fingerprint <code>${fingerprint}</code>.</p>
      ${names(plural(tags.length, 'tag'), tags)}
      ${names(`${untagged.length} without a tag, still to be pulled`, untagged)}
    </div>`;
}

/** What to take away once it is rotated. */
function deletion({ deleteCommands }: AuditedSecret): Markup {
  return html`${deleteCommands.length === 0 ? null : html`<details class="deletion"><summary>Once it is rotated: ${plural(deleteCommands.length, 'image')} to delete</summary><pre tabindex="0"><code>${lines(deleteCommands)}</code></pre></details>`}`;
}

function names(title: string, list: readonly string[]): Markup | null {
  if (list.length === 0) return null;
  return html`<details ${list.length <= MOST_OPEN ? html`open` : null}><summary>${title}</summary><pre tabindex="0"><code>${lines(list)}</code></pre></details>`;
}

function lines(list: readonly string[]): string {
  return [...list.slice(0, MOST_NAMES), ...(list.length > MOST_NAMES ? [`… and ${list.length - MOST_NAMES} more`] : [])].join('\n');
}

function some(list: readonly string[]): string {
  return `${list.slice(0, 5).join(', ')}${list.length > 5 ? ` and ${list.length - 5} more` : ''}`;
}

function leadWords({ statistics: s, scope, startedAt }: AuditReport): string {
  const read = `${s.repositories} ${s.repositories === 1 ? 'repository' : 'repositories'}, ${plural(s.tags, 'tag')}, ${plural(s.images, 'image')} and ${plural(s.layers, 'distinct layer')}`;
  const spared = s.layersRead < s.layers ? ` ${s.layersRead} of the layers were read in this run, ${sizeWords(s.bytesRead)}; the others were known.` : ` ${sizeWords(s.bytesRead)} were read, of ${sizeWords(s.bytesListed)} that the images add up to.`;
  return `${some(scope)}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC: ${read}.${spared}`;
}

function changeList(changes: AuditChanges, secrets: readonly AuditedSecret[]): Markup {
  const fresh = secrets.flatMap(({ isNew }, number) => (isNew ? [`#${secretId(number)}`] : []));
  const gone = changes.secretsGone.count;
  const quiet = fresh.length + gone + changes.appeared.count + changes.moved.count + changes.vanished.count + changes.stillPullable.count === 0;
  const item = (title: string, { count, names: list }: Listed) => (count === 0 ? null : (names(`${title}: ${count}`, list) ?? html`<p>${title}: ${count}</p>`));
  return html`
    <div class="target changes">
      ${quiet ? html`<p>Nothing has changed.</p>` : null}
      ${fresh.length === 0 ? null : html`<p><a href="#secrets" data-words="${fresh.slice(0, MOST_SOUGHT).join(' ')}"><strong>${plural(fresh.length, 'new secret')}</strong></a></p>`}
      ${gone === 0 ? null : html`<p>${plural(gone, 'secret')} in no image any more, and to be rotated all the same.</p>`}
      ${item('Tags that appeared', changes.appeared)}${item('Tags that lead elsewhere now', changes.moved)}${item('Tags that are gone', changes.vanished)}
      ${item('Without a tag, and still to be pulled', changes.stillPullable)}
    </div>`;
}

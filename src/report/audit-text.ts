import type { AuditChanges, AuditedImage, AuditedSecret, AuditReport, Listed } from '../model/audit.js';
import { SEVERITIES } from '../model/severity.js';
import { mergePlaces, placeFinding } from './audit-finding.js';
import type { FormatOptions } from './format.js';
import { createPaint, type Paint } from './paint.js';
import { printable } from './printable.js';
import { placeLines } from './text-place.js';
import { WIDTH, wrap } from './wrap.js';

/** What is rotated once need not be listed to its end; JSON and CSV do. */
const MOST_PLACES = 5;
const MOST_NAMES = 10;
const MOST_NOTICES = 20;
const MOST_GLANCES = 30;
const LABEL = 12;

/**
 * For people: one block a secret, the worst first. Below, where a terminal ends up: what could not be read, a line for each
 * secret, what has changed since the run before, and what it comes to.
 */
export function formatAuditText(audit: AuditReport, { colour }: FormatOptions): string {
  const paint = createPaint(colour);
  /** Fingerprints of the secrets for which it was told, by what was told. */
  const told = new Map<string, string>();
  const advice = (secret: AuditedSecret): string[] => {
    const key = JSON.stringify([secret.why, secret.fix, secret.rotate]);
    const before = told.get(key);
    if (before !== undefined) return labelled('rotate', [`as ${before} above`], paint);
    told.set(key, secret.fingerprint);
    return adviceLines(secret, paint);
  };
  const lines = [
    ...audit.secrets.flatMap((secret) => [...secretLines(secret, { images: audit.images, tellNew: audit.changes !== null, advice }, paint), '']),
    ...noticeLines(audit, paint),
    ...(audit.secrets.length < 2 ? [] : [paint('bold', 'All of them, the worst first:'), ...glanceLines(audit.secrets, audit.images, paint), '']),
    ...(audit.changes === null ? [] : [...changeLines(audit.changes, audit, paint), '']),
    ...summary(audit, paint),
  ];
  return `${lines.join('\n')}\n`;
}

interface SecretContext {
  readonly images: readonly AuditedImage[];
  /** Where all is new, nothing is. */
  readonly tellNew: boolean;
  readonly advice: (secret: AuditedSecret) => string[];
}

function secretLines(secret: AuditedSecret, { images, tellNew, advice }: SecretContext, paint: Paint): string[] {
  const badge = ` ${secret.severity.toUpperCase()} `;
  const title = printable(secret.title);
  const gap = WIDTH - badge.length - 1 - title.length - secret.ruleId.length;
  const holders = [...new Set(secret.places.flatMap((place) => place.images))].map((index) => images[index]!);
  const repositories = new Set(holders.map(({ repository }) => repository));
  const lines = [`${paint(secret.severity, badge)} ${paint('bold', title)}${gap >= 2 ? `${' '.repeat(gap)}${paint('dim', secret.ruleId)}` : ''}`];
  if (secret.masked !== null) lines.push(...labelled('secret', [secret.masked], paint));
  lines.push(...labelled('fingerprint', [`${secret.fingerprint}${secret.isNew && tellNew ? ', new in this run' : ''}`], paint));
  lines.push(...labelled('confidence', [secret.confidence], paint));
  lines.push(...labelled('identity', secret.identity.map(({ label, value }) => `${label}: ${value}`), paint));
  lines.push(...labelled('evidence', secret.evidence, paint));
  lines.push(...labelled('in', [`${count(holders.length, 'image')} of ${count(repositories.size, 'repository', 'repositories')}${sinceWords(secret)}`], paint));
  lines.push(...labelled('tags', some(secret.tags), paint));
  lines.push(...labelled('untagged', some(secret.untagged), paint));
  lines.push(...labelled('readers', [secret.anonymous ? 'anyone: it was read without signing in' : 'whoever may pull from the registry'], paint));
  const places = mergePlaces(secret.places);
  for (const place of places.slice(0, MOST_PLACES)) {
    lines.push('', ...placeLines(placeFinding(secret, place), paint));
    const { length } = place.images;
    lines.push(...wrap(`in ${length > 1 ? `${count(length, 'image')}, such as ` : ''}${imageName(images[place.images[0] ?? -1])}`, '      ').map((line) => paint('dim', line)));
  }
  if (places.length > MOST_PLACES) lines.push('', `  … and ${count(places.length - MOST_PLACES, 'more place')}; \`--format json\` lists them all.`);
  lines.push('', ...advice(secret));
  // A command that is broken in two can not be copied.
  const commands = some(secret.deleteCommands);
  lines.push(...commands.map((command, index) => `  ${paint('green', (index === 0 ? 'then delete' : '').padEnd(LABEL))}${printable(command)}`));
  return lines;
}

function adviceLines({ why, fix, rotate }: AuditedSecret, paint: Paint): string[] {
  const steps = rotate === null ? [] : [...rotate.steps.map((step, index) => `${index + 1}. ${step}`), ...(rotate.url === null ? [] : [rotate.url])];
  return [...labelled('why', [why], paint), ...labelled('fix', [fix], paint), ...labelled('rotate', steps, paint)];
}

/** A line for each secret: how bad, what, in how many images, and the first name that hands it out. */
function glanceLines(secrets: readonly AuditedSecret[], images: readonly AuditedImage[], paint: Paint): string[] {
  const shown = secrets.slice(0, MOST_GLANCES);
  const rule = Math.min(26, Math.max(...shown.map(({ ruleId }) => ruleId.length)));
  const lines = shown.map((secret) => {
    const holders = new Set(secret.places.flatMap((place) => place.images));
    const [first = 0] = holders;
    const words = `${cut(secret.ruleId, rule).padEnd(rule)}  ${count(holders.size, 'image').padStart(9)}  `;
    return `  ${paint(secret.severity, secret.severity.padEnd(8))}  ${words}${cut(secret.tags[0] === undefined ? imageName(images[first]) : printable(secret.tags[0]), Math.max(20, WIDTH - 12 - words.length))}`;
  });
  return [...lines, ...(secrets.length > shown.length ? [`  … and ${secrets.length - shown.length} more`] : [])];
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function sinceWords({ first, last }: AuditedSecret): string {
  if (first === null || last === null) return '';
  const day = (at: string): string => at.slice(0, 10);
  const by = first.by === 'config' || last.by === 'config' ? 'built' : 'pushed';
  return first.at === last.at ? `, ${by} ${day(first.at)}` : `, first ${by} ${day(first.at)}, last ${day(last.at)}`;
}

function imageName(image: AuditedImage | undefined): string {
  if (image === undefined) return '?';
  const name = image.tags[0] === undefined ? `${image.repository}@${image.root}` : `${image.repository}:${image.tags[0]}`;
  return printable(`${name}${image.platform === null ? '' : `@${image.platform}`}`);
}

function changeLines(changes: AuditChanges, { secrets, images }: AuditReport, paint: Paint): string[] {
  const fresh = secrets.filter(({ isNew }) => isNew);
  const gone = changes.secretsGone.count;
  const lines = [
    ...(fresh.length === 0 ? [] : [`  ${count(fresh.length, 'new secret')}:`, ...glanceLines(fresh, images, paint).map((line) => `  ${line}`)]),
    ...(gone === 0 ? [] : wrap(`${count(gone, 'secret')} in no image any more, to be rotated all the same if that was not done: ${some(changes.secretsGone.names).join(', ')}`, '    ', '  ')),
    ...listLines((number) => `${count(number, 'tag')} appeared`, changes.appeared),
    ...listLines((number) => `${count(number, 'tag')} moved`, changes.moved),
    ...listLines((number) => `${count(number, 'tag')} vanished`, changes.vanished),
    ...listLines((number) => `${count(number, 'manifest')} without a tag, still to be pulled`, changes.stillPullable),
  ];
  return [paint('bold', `Since the run of ${moment(changes.since)}:`), ...(lines.length === 0 ? ['  Nothing has changed.'] : lines)];
}

/** To the minute, as people say it. */
function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

function listLines(what: (number: number) => string, { count: number, names }: Listed): string[] {
  return number === 0 ? [] : wrap(`${what(number)}: ${names.slice(0, MOST_NAMES).map(printable).join(', ')}${number > MOST_NAMES ? ', …' : ''}`, '    ', '  ');
}

function noticeLines({ notices }: AuditReport, paint: Paint): string[] {
  if (notices.length === 0) return [];
  const shown = notices.slice(0, MOST_NOTICES).flatMap(({ place, message }) => {
    const [first = '', ...rest] = wrap(`${printable(place)}: ${printable(message)}`, '      ', '  ! ');
    return [paint('yellow', first), ...rest];
  });
  return [paint('bold', 'Not fully read:'), ...shown, ...(notices.length > MOST_NOTICES ? [`  … and ${notices.length - MOST_NOTICES} more; \`--format json\` lists them all.`] : []), ''];
}

function summary(audit: AuditReport, paint: Paint): string[] {
  const { secrets, statistics: s } = audit;
  const by = SEVERITIES.flatMap((severity) => {
    const number = secrets.filter((secret) => secret.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  const read = `${count(s.repositories, 'repository', 'repositories')}, ${count(s.tags, 'tag')}, ${count(s.images, 'image')}, ${count(s.layers, 'layer')} (${s.layersRead} read in this run, ${bytes(s.bytesRead)} of the ${bytes(s.bytesListed)} that the images add up to; ${count(s.requests, 'request')} in ${s.seconds.toFixed(0)} s)`;
  const words = secrets.length === 0 ? `No credentials found in ${read}.` : `${count(secrets.length, 'secret')} (${by.join(', ')}) in ${read}${s.suppressed > 0 ? `; ${s.suppressed} suppressed` : ''}.`;
  const scope = `${some(audit.scope).map(printable).join(', ')}, run of ${moment(audit.startedAt)}:`;
  const lines = [...wrap(scope, '').map((line) => paint('dim', line)), ...wrap(words, '').map((line) => paint('bold', line))];
  if (audit.finishedAt === null) lines.push(...wrap('STOPPED before its end: the same command goes on from there.', '').map((line) => paint('high', line)));
  else if (!audit.complete) lines.push(...wrap(`INCOMPLETE: ${count(audit.notices.length, 'part')} could not be read (see above). What was not read may hold secrets too.`, '').map((line) => paint('high', line)));
  return lines;
}

function some(names: readonly string[]): readonly string[] {
  return names.length <= MOST_NAMES ? names : [...names.slice(0, MOST_NAMES), `… and ${names.length - MOST_NAMES} more`];
}

/** The label stands beside the first text, the others below it. */
function labelled(label: string, texts: readonly string[], paint: Paint): string[] {
  const indent = ' '.repeat(LABEL + 2);
  return texts.flatMap((text) => wrap(printable(text), indent)).map((line, index) => (index === 0 ? `  ${paint('green', label.padEnd(LABEL))}${line.slice(indent.length)}` : line));
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

function bytes(number: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = number;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${value} bytes` : `${value.toFixed(1)} ${units[unit]}`;
}

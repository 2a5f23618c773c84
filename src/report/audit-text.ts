import type { AuditChanges, AuditedImage, AuditedSecret, AuditReport, Listed } from '../model/audit.js';
import { SEVERITIES } from '../model/severity.js';
import { placeFinding } from './audit-finding.js';
import type { FormatOptions } from './format.js';
import { createPaint, type Paint } from './paint.js';
import { printable } from './printable.js';
import { placeLines } from './text-place.js';
import { WIDTH, wrap } from './wrap.js';

/** What is rotated once need not be listed to its end; JSON and CSV do. */
const MOST_PLACES = 5;
const MOST_NAMES = 10;
const MOST_NOTICES = 20;
const LABEL = 12;

/** For people: one block a secret, the worst first, and what has changed since the run before. */
export function formatAuditText(audit: AuditReport, { colour }: FormatOptions): string {
  const paint = createPaint(colour);
  const lines = [
    ...audit.secrets.flatMap((secret) => [...secretLines(secret, audit.images, paint), '']),
    ...(audit.changes === null ? [] : [...changeLines(audit.changes, audit.secrets, paint), '']),
    ...noticeLines(audit, paint),
    ...summary(audit, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function secretLines(secret: AuditedSecret, images: readonly AuditedImage[], paint: Paint): string[] {
  const badge = ` ${secret.severity.toUpperCase()} `;
  const title = printable(secret.title);
  const gap = WIDTH - badge.length - 1 - title.length - secret.ruleId.length;
  const holders = [...new Set(secret.places.flatMap((place) => place.images))].map((index) => images[index]!);
  const repositories = new Set(holders.map(({ repository }) => repository));
  const lines = [`${paint(secret.severity, badge)} ${paint('bold', title)}${gap >= 2 ? `${' '.repeat(gap)}${paint('dim', secret.ruleId)}` : ''}`];
  if (secret.masked !== null) lines.push(...labelled('secret', [secret.masked], paint));
  lines.push(...labelled('fingerprint', [`${secret.fingerprint}${secret.isNew ? ', new in this run' : ''}`], paint));
  lines.push(...labelled('confidence', [secret.confidence], paint));
  lines.push(...labelled('identity', secret.identity.map(({ label, value }) => `${label}: ${value}`), paint));
  lines.push(...labelled('evidence', secret.evidence, paint));
  lines.push(...labelled('in', [`${count(holders.length, 'image')} of ${count(repositories.size, 'repository', 'repositories')}${sinceWords(secret)}`], paint));
  lines.push(...labelled('tags', some(secret.tags), paint));
  lines.push(...labelled('untagged', some(secret.untagged), paint));
  lines.push(...labelled('readers', [secret.anonymous ? 'anyone: it was read without signing in' : 'whoever may pull from the registry'], paint));
  for (const place of secret.places.slice(0, MOST_PLACES)) {
    lines.push('', ...placeLines(placeFinding(secret, place), paint));
    lines.push(...wrap(`in ${count(place.images.length, 'image')}, such as ${imageName(images[place.images[0] ?? -1])}`, '      ').map((line) => paint('dim', line)));
  }
  if (secret.places.length > MOST_PLACES) lines.push('', `  … and ${secret.places.length - MOST_PLACES} more places; \`--format json\` lists them all.`);
  lines.push('');
  lines.push(...labelled('why', [secret.why], paint), ...labelled('fix', [secret.fix], paint));
  if (secret.rotate) lines.push(...labelled('rotate', [...secret.rotate.steps.map((step, index) => `${index + 1}. ${step}`), ...(secret.rotate.url === null ? [] : [secret.rotate.url])], paint));
  // A command that is broken in two can not be copied.
  const commands = some(secret.deleteCommands);
  lines.push(...commands.map((command, index) => `  ${paint('green', (index === 0 ? 'then delete' : '').padEnd(LABEL))}${printable(command)}`));
  return lines;
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

function changeLines(changes: AuditChanges, secrets: readonly AuditedSecret[], paint: Paint): string[] {
  const fresh = secrets.filter(({ isNew }) => isNew).length;
  return [
    paint('bold', `Since the run of ${changes.since}:`),
    ...listLines('tags appeared', changes.appeared),
    ...listLines('tags moved', changes.moved),
    ...listLines('tags vanished', changes.vanished),
    ...listLines('without a tag and still to be pulled', changes.stillPullable),
    ...wrap(`${count(fresh, 'new secret')}; ${changes.secretsGone.count} in no image any more, and to be rotated all the same if that was not done.`, '    ', '  '),
  ];
}

function listLines(what: string, { count: number, names }: Listed): string[] {
  return number === 0 ? [] : wrap(`${number} ${what}: ${names.slice(0, MOST_NAMES).map(printable).join(', ')}${number > MOST_NAMES ? ', …' : ''}`, '    ', '  ');
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
  const lines = wrap(words, '').map((line) => paint('bold', line));
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

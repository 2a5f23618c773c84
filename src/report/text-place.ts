import type { Exposure, Finding, ImageReference, Sink } from '../model/finding.js';
import type { LayerReference, Location, Region } from '../model/location.js';
import type { Paint } from './paint.js';
import { printable, printableSource } from './printable.js';
import { WIDTH, wrap } from './wrap.js';

const INDENT = '      ';

/** Enough to see what a line does; the file itself has the rest. */
const MOST_LINES = 3;

/** Where one finding lies, who can read it there, what made it, and the lines themselves. */
export function placeLines(finding: Finding, paint: Paint): string[] {
  const { location, exposure } = finding;
  const made = location.kind === 'layer' ? location.layer.createdBy : null;
  const line = 'dockerfile' in location && location.dockerfile ? `${printable(location.dockerfile.path)}:${location.dockerfile.line}` : null;
  return [
    ...wrap(placeName(location), INDENT, '  ').map((line, index) => paint(index === 0 ? 'bold' : 'dim', line)),
    ...wrap(exposureWords(exposure, location), INDENT).map((line) => paint(exposure.state === 'recoverable' ? 'yellow' : 'cyan', line)),
    ...originLines(finding).map((words) => paint('cyan', words)),
    ...(made === null ? [] : wrap(`made by ${line === null ? '' : `${line}: `}${printable(made)}`, `${INDENT}  `, INDENT).slice(0, MOST_LINES)),
    ...(made !== null || line === null ? [] : wrap(`made by ${line}`, `${INDENT}  `, INDENT)),
    ...excerptLines(finding, paint),
    ...flowLines(finding, paint),
    ...relatedLines(finding, paint),
  ];
}

/** Which image brought it, where that is another one. */
function originLines({ inheritedFrom, stillIn }: Finding): string[] {
  return [
    ...(inheritedFrom ? wrap(`inherited from ${imageName(inheritedFrom)}`, INDENT) : []),
    ...(stillIn ? wrap(`still in ${imageName(stillIn)}`, INDENT) : []),
  ];
}

function imageName({ reference, digest }: ImageReference): string {
  return printable(digest === null || reference.includes(digest) ? reference : `${reference} (${digest})`);
}

/** The way through the Dockerfile, a line for each step. */
function flowLines({ flow = [] }: Finding, paint: Paint): string[] {
  const digits = String(flow.at(-1)?.region.startLine ?? '').length;
  return flow.flatMap(({ region, message }) => {
    const label = `line ${String(region.startLine).padStart(digits)}: `;
    return wrap(label + printable(message), INDENT + ' '.repeat(label.length), INDENT).map((line) => paint('dim', line));
  });
}

/** The places in other files, a line for each. */
function relatedLines({ related = [] }: Finding, paint: Paint): string[] {
  return related.flatMap(({ path, region, message }) => wrap(`${printable(path)}:${region.startLine}: ${printable(message)}`, `${INDENT}  `, INDENT).map((line) => paint('dim', line)));
}

/** A place in one line, in the words a person would use to get there. */
export function placeName(location: Location): string {
  switch (location.kind) {
    case 'dockerfile':
      return `${printable(location.path)}${position(location.region)}`;
    case 'context':
      return `${chain(location)}${position(location.region)}${keyWords(location.key)} in the build context`;
    case 'layer':
      return `${inBlob(location.layer) ? `layer ${location.layer.index}: /` : ''}${chain(location)}${position(location.region)}${keyWords(location.key)}`;
    case 'attestation':
      return `attestation ${printable(location.digest)} ${printable(location.pointer)}`;
    default:
      return `${location.kind} ${printable(location.pointer)}`;
  }
}

/** A plain directory is read as a layer, but has none to speak of. */
function inBlob({ digest, diffId }: LayerReference): boolean {
  return digest !== '' || diffId !== '';
}

/** The way to the value within the file. */
function keyWords(key: string | undefined): string {
  return key === undefined ? '' : ` (${printable(key)})`;
}

function chain({ path, within }: { readonly path: string; readonly within: readonly string[] }): string {
  return [path, ...within].map(printable).join(' > ');
}

function position(region: Region | null): string {
  return region ? `:${region.startLine}:${region.startColumn}` : '';
}

const SINK_WORDS: Readonly<Record<Sink, string>> = {
  config: 'the image config',
  history: 'the image history',
  provenance: 'the provenance attestation',
  layer: 'a layer',
  cache: 'the build cache',
  log: 'the build log',
};

/** Who can read it there, in a few words. */
export function exposureWords(exposure: Exposure, location: Location): string {
  switch (exposure.state) {
    case 'present':
      return 'present: it lies in the final file system';
    case 'recoverable': {
      const own = location.kind === 'layer' ? ` ${location.layer.index}` : '';
      return `recoverable: deleted or overwritten by layer ${exposure.hiddenByLayer}, still in layer${own}`;
    }
    case 'metadata':
      return `metadata: ${METADATA_WORDS[location.kind] ?? 'everyone who pulls the image can read it'}`;
    case 'build':
      return exposure.sinks.length === 0
        ? 'build: in no image by itself; whoever has the file has it'
        : `build: will end up in ${listWords(exposure.sinks.map((sink) => SINK_WORDS[sink]))}`;
  }
}

const METADATA_WORDS: Readonly<Partial<Record<Location['kind'], string>>> = {
  config: '`docker inspect` shows it',
  history: '`docker history --no-trunc` shows it',
  annotation: 'the manifest shows it',
  attestation: 'the attestation shows it',
};

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function excerptLines(finding: Finding, paint: Paint): string[] {
  const { excerpt, location } = finding;
  const text = excerpt ?? (location.kind === 'history' ? location.instruction : '');
  if (text.trim() === '') return [];
  const all = text.replace(/\r?\n$/, '').split(/\r?\n/).map(printableSource);
  const lines = all.slice(0, MOST_LINES);
  const first = numbered(location) ? (location.region?.startLine ?? null) : null;
  const digits = first === null ? 0 : String(first + lines.length - 1).length;
  const gutter = (number: number | null) => `${INDENT}${(number === null ? '' : String(number)).padStart(digits)}${digits > 0 ? ' ' : ''}| `;
  const room = WIDTH - gutter(null).length;
  const mark = markedColumns(all[0] ?? '', finding);
  const cut = mark && mark.end > room ? Math.max(0, Math.min(mark.start - 20, (all[0] ?? '').length - room)) : 0;
  const shown: string[] = [];
  lines.forEach((line, index) => {
    const from = index === 0 ? cut : 0;
    shown.push(paint('dim', gutter(first === null ? null : first + index)) + clip(line, from, room));
    if (index === 0 && mark) {
      const start = mark.start - cut;
      const length = Math.max(1, Math.min(mark.end - mark.start, room - start));
      shown.push(paint('dim', gutter(null)) + ' '.repeat(start) + paint('red', '^'.repeat(length)));
    }
  });
  if (all.length > lines.length) shown.push(paint('dim', `${gutter(null)}(${all.length - lines.length} more lines)`));
  return shown;
}

/** A region of config or history counts within one string, where a line number would only mislead. */
function numbered(location: Location): boolean {
  return location.kind === 'dockerfile' || location.kind === 'context' || location.kind === 'layer';
}

function clip(line: string, from: number, room: number): string {
  const head = from > 0 ? '…' : '';
  const tail = line.length - from > room ? '…' : '';
  return head + line.slice(from + head.length, from + room - tail.length) + tail;
}

/** Masking moves columns, so the mask is looked for near the region's start; `[start, end)` from 0 in the shown line. */
function markedColumns(line: string, { location, secret }: Finding): { readonly start: number; readonly end: number } | null {
  const { region } = location;
  if (!region) return null;
  const wanted = region.startColumn - 1;
  const mask = secret ? printableSource(secret.masked) : null;
  if (mask !== null) {
    let best = -1;
    for (let at = line.indexOf(mask); at >= 0; at = line.indexOf(mask, at + 1)) {
      if (best < 0 || Math.abs(at - wanted) < Math.abs(best - wanted)) best = at;
    }
    if (best >= 0) return { start: best, end: best + mask.length };
  }
  if (wanted >= line.length) return null;
  return { start: wanted, end: region.endLine > region.startLine ? line.length : Math.min(line.length, region.endColumn - 1) };
}

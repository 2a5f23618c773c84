import type { Finding } from '../model/finding.js';
import type { Image } from '../model/image.js';
import type { Location, Region } from '../model/location.js';
import { readPointer } from './json-pointer.js';

/** Where skopeo puts the image's blobs for the proof. */
const FOLDER = 'layerlint-proof';
/** What a redacted text has in place of a value: a path with it in leads nowhere. */
const MASKED = '********';

/**
 * The commands that show a finding without layerlint, for a POSIX shell with skopeo, jq and GNU tar; they print the value.
 * Only `$'…'`, for names with control characters, asks for bash or zsh.
 */
export function explainFinding(finding: Finding, image: Image): string {
  const head = [`# ${oneLine(finding.message)}`, `# Rule ${finding.ruleId}, fingerprint ${finding.fingerprint}. What follows prints the value.`];
  return `${[...head, ...commands(finding.location, image)].join('\n')}\n`;
}

function commands(location: Location, image: Image): readonly string[] {
  const paths = 'path' in location ? [location.path, ...('within' in location ? location.within : [])] : [location.pointer];
  if (paths.some((path) => path.includes(MASKED))) return ['# Its name holds a secret itself and is masked, so no command can be given; `--format json --show-secrets` shows it.'];
  if (image.reference === '-') return ['# The image came from standard input. Save it to a file and scan that, to be given commands for it.'];
  if (location.kind === 'layer') return image.kind === 'directory' ? directoryCommands(location, image) : layerCommands(location, image);
  return metadataCommands(location, image);
}

type LayerLocation = Location & { readonly kind: 'layer' };

/** A directory, a file, or the tar of a root file system. */
function directoryCommands({ path, within, region }: LayerLocation, image: Image): readonly string[] {
  const medium = image.reference.replace(/^dir:/, '').replace(/(?<=.)\/$/, '');
  const tail = within.length === 0 ? lines(region) : ' > layerlint-file';
  if (medium.split('/').at(-1) === path) return [...nested(within), `cat -- ${quote(medium)}${tail}`];
  return [...nested(within), `if [ -d ${quote(medium)} ]; then cat -- ${quote(`${medium}/${path}`)}; else tar -xOf ${quote(medium)} -- ${quote(path)} ${quote(`./${path}`)} 2>/dev/null; fi${tail}`];
}

function layerCommands({ path, within, layer, region }: LayerLocation, image: Image): readonly string[] {
  const { descriptor, fileName } = image.layers[layer.index] ?? {};
  const mediaType = descriptor?.mediaType ?? '';
  // Other tools know images only; of what is none the blob itself is all there is.
  const blob = fileName === undefined ? null : blobCommand(image, layer.digest);
  if (blob !== null) return [...nested(within), `# Blob ${layer.digest}:`, `${blob} | ${path === fileName ? `gzip -dcf${tailOf(within, region)}` : `gzip -dcf | ${tarOf(path)}${tailOf(within, region)}`}`];
  const source = skopeoName(image);
  const unpack = /zstd/.test(mediaType) ? 'zstd -dcf' : 'gzip -dcf';
  const tar = `${unpack} | ${tarOf(path)}${tailOf(within, region)}`;
  const said: string[] = [`# Layer ${layer.index} (${layer.digest || layer.diffId}):`];
  const repository = repositoryOf(image.reference);
  if (repository !== null) said.push(`crane blob ${quote(`${repository}@${layer.digest}`)} | ${tar}`, '# or:');
  // skopeo names blobs by their digest; those of Docker's archives and daemons it stores as they are, uncompressed.
  const digest = /^docker-(?:archive|daemon):/.test(source.replace(/^\W+/, '')) ? layer.diffId || layer.digest : layer.digest;
  said.push(`skopeo copy -q ${platformFlags(image)}${source} ${quote(`dir:${FOLDER}`)}`, `${tar.replace(unpack, `${unpack} < ${quote(`${FOLDER}/${digest.replace(/^\w+:/, '')}`)}`)}`);
  return [...nested(within), ...said];
}

function metadataCommands(location: Location, image: Image): readonly string[] {
  if (!('pointer' in location)) return [];
  const steps = readPointer(location.pointer);
  const source = skopeoName(image);
  const jq = `jq -r ${quote(jqPath(location.kind === 'annotation' ? ['annotations', ...steps.slice(1)] : steps))}`;
  const flags = `${platformFlags(image)}${source}`;
  if (location.kind === 'annotation') return [`skopeo inspect --raw ${flags} | ${jq}`, '# An annotation of an index stands one document higher: at the tag, without --raw of the platform.'];
  if (location.kind === 'attestation') {
    const blob = blobCommand(image, location.digest);
    if (blob === null) return [`# The attestation is the blob ${location.digest} of ${oneLine(image.reference)}, at ${jqPath(steps)}.`];
    if (image.attestations.some(({ statement }) => statement.descriptor.digest === location.digest)) return [`${blob} | ${jq}`];
    return [`${blob} | gzip -dcf${location.pointer === '' ? '' : ` | ${tarOf(location.pointer.slice(1))}`}${lines(location.region)}`];
  }
  const daemon = /^docker-daemon:(.*)$/s.exec(image.reference)?.[1];
  const docker = daemon === undefined ? [] : [location.kind === 'history' ? `docker history --no-trunc -- ${quote(daemon)}` : `docker inspect -- ${quote(daemon)}`, '# or:'];
  return [...docker, `skopeo inspect --config --raw ${flags} | ${jq}`];
}

/** As skopeo names the image, quoted. Who wrote a bare path left it to layerlint to look what it is. */
function skopeoName({ reference, manifest }: Image): string {
  if (/^(?:docker-archive|oci|oci-archive|docker-daemon):|^docker:\/\//.test(reference)) return quote(reference);
  if (reference.startsWith('docker-dir:')) return quote(reference.replace('docker-dir:', 'dir:'));
  if (manifest === null) return quote(`docker-archive:${reference}`);
  return `"$([ -d ${quote(reference)} ] && echo oci || echo oci-archive)":${quote(reference)}`;
}

/** Prints a blob as it is stored; null where the medium has no blobs. */
function blobCommand({ reference, names }: Image, digest: string): string | null {
  const repository = repositoryOf(reference);
  if (repository !== null) return `crane blob ${quote(`${repository}@${digest}`)}`;
  const copy = /^docker-dir:([^]*)$/.exec(reference)?.[1];
  if (copy !== undefined) return `cat -- ${quote(`${copy.replace(/@sha256:[0-9a-f]{64}$/, '')}/${digest.replace(/^\w+:/, '')}`)}`;
  const [, transport = '', rest = ''] = /^(?:(oci|oci-archive|docker-archive):)?([^]*)$/.exec(reference) ?? [];
  if (/^docker-daemon:|^-$/.test(reference)) return null;
  const label = names.map((name) => `:${name}`).find((one) => rest.endsWith(one)) ?? '';
  const medium = (label === '' ? rest : rest.slice(0, -label.length)).replace(/@sha256:[0-9a-f]{64}$/, '');
  const blob = `blobs/${digest.replace(':', '/')}`;
  const inFolder = `cat -- ${quote(`${medium}/${blob}`)}`;
  const inTar = `tar -xOf ${quote(medium)} -- ${blob}`;
  if (transport === 'oci') return inFolder;
  return transport === '' ? `if [ -d ${quote(medium)} ]; then ${inFolder}; else ${inTar}; fi` : inTar;
}

/** Builders write `app/x` or `./app/x`; tar complains of the one that is not there. */
function tarOf(path: string): string {
  return `tar -xOf - -- ${quote(path)} ${quote(`./${path}`)} 2>/dev/null`;
}

function tailOf(within: readonly string[], region: Region | null): string {
  return within.length === 0 ? lines(region) : ' > layerlint-file';
}

function repositoryOf(reference: string): string | null {
  const name = /^docker:\/\/(.+)$/.exec(reference)?.[1]?.replace(/@.*$/, '') ?? null;
  return name && name.replace(/:[^:/]*$/, '');
}

function platformFlags({ platform, reference }: Image): string {
  if (!platform || /^docker-/.test(reference)) return '';
  const variant = platform.variant === undefined ? '' : ` --override-variant ${quote(platform.variant)}`;
  return `--override-os ${quote(platform.os)} --override-arch ${quote(platform.architecture)}${variant} `;
}

function nested(within: readonly string[]): readonly string[] {
  return within.length === 0 ? [] : [`# The next command writes \`layerlint-file\`; it is an archive. Open in it, in this order: ${within.map(oneLine).join(' > ')}`];
}

function lines(region: Region | null): string {
  return region === null ? '' : ` | sed -n ${quote(`${region.startLine},${region.endLine}p`)}`;
}

/** Numbers may index a list or name a key; a config has no keys that are numbers. */
function jqPath(steps: readonly string[]): string {
  return `.${steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `[${JSON.stringify(step)}]`)).join('')}`;
}

/** One word for a shell, whatever the text holds; nothing in it can run, or move the cursor of who pastes it. */
export function quote(text: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text) && !text.startsWith('-')) return text;
  if (!/[^\x20-\x7e]/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const bytes = [...Buffer.from(text)].map((byte) => (byte < 0x20 || byte > 0x7e || byte === 0x27 || byte === 0x5c ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte)));
  return `$'${bytes.join('')}'`;
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, '?');
}

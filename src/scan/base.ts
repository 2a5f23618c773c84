import type { Finding, ImageReference } from '../model/finding.js';
import type { Image, Layer } from '../model/image.js';
import type { Report } from '../model/report.js';
import { valueAt } from './json-pointer.js';

/** How much of an image another one brought along. */
interface Inheritance {
  readonly from: ImageReference;
  /** How many layers, from the lowest on, are the base's. */
  readonly layers: number;
  /** How many history entries, from the oldest on, are the base's. */
  readonly history: number;
  readonly base: Image;
}

/** A provenance lists the images of all build stages; more than these would not be read. */
const MOST_MATERIALS = 5;

/** The report with `inheritedFrom` on what came with the base. Layers are compared by digest or diff id, never guessed. */
export function markInherited(report: Report, image: Image, base: Image): Report {
  const from = { reference: base.reference, digest: base.manifest?.descriptor.digest ?? null };
  const layers = commonLayers(image, base);
  const history = layers === 0 ? 0 : commonLength(image.history, base.history, (a, b) => a.createdBy === b.createdBy && a.emptyLayer === b.emptyLayer);
  const inheritance = { from, layers, history, base };
  return {
    ...report,
    findings: layers === 0 ? report.findings : report.findings.map((finding) => (isInherited(finding, image, inheritance) ? { ...finding, inheritedFrom: from } : finding)),
    ...(report.layers ? { layers: report.layers.map((layer) => (layer.index < layers ? { ...layer, inheritedFrom: from } : layer)) } : {}),
    remarks: [...(report.remarks ?? []), describeBase(from, layers, base.layers.length)],
  };
}

/** How many layers, from the lowest on, two images have in common, by digest or diff id. */
export function commonLayers(image: Image, base: Image): number {
  return commonLength(image.layers, base.layers, sameLayer);
}

/**
 * References of a registry that annotations and provenance name by digest, the annotations' first: the base is among them, if it
 * is named at all. https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys
 */
export function namedBases(image: Image): readonly string[] {
  const name = image.annotations['org.opencontainers.image.base.name'];
  const digest = image.annotations['org.opencontainers.image.base.digest'];
  const own = name && digest ? [`docker://${name}@${digest}`] : [];
  const built = image.attestations.flatMap(({ statement }) => imageMaterials(statement.value)).flatMap(({ name: material, digest: of }) => (of === null ? [] : [`docker://${material}@${of}`]));
  return [...new Set([...own, ...built])].slice(0, MOST_MATERIALS);
}

/** What annotations and provenance say of the base, in sentences; empty where they say nothing. */
export function sayBase(image: Image): readonly string[] {
  const name = image.annotations['org.opencontainers.image.base.name'];
  const digest = image.annotations['org.opencontainers.image.base.digest'];
  if (name || digest) {
    const reference = name && digest ? `${name} (${digest})` : (name ?? digest);
    return [`Its annotations name ${reference} as the base. Give it as \`--base\`, or \`--base auto\`, to tell inherited findings apart.`];
  }
  const materials = [...new Set(image.attestations.flatMap(({ statement }) => imageMaterials(statement.value)).map(({ name: material, digest: of }) => (of === null ? material : `${material} (${of})`)))];
  if (materials.length === 0) return [];
  const more = materials.length > MOST_MATERIALS ? ` and ${materials.length - MOST_MATERIALS} more` : '';
  return [`Its provenance names images that it was built from: ${materials.slice(0, MOST_MATERIALS).join(', ')}${more}. Give the base as \`--base\`, or \`--base auto\`, to tell inherited findings apart.`];
}

function describeBase({ reference, digest }: ImageReference, common: number, all: number): string {
  const name = digest === null || reference.includes(digest) ? reference : `${reference} (${digest})`;
  if (common === 0) return `${name} is not the base of this image: they have no lowest layer in common.`;
  if (common === all) return `Layers 0 to ${common - 1} are those of ${name}.`;
  return `Only ${common} of the ${all} layers of ${name} are in this image, so it was built on another version; what these hold counts as inherited.`;
}

function isInherited({ location }: Finding, image: Image, { layers, history, base }: Inheritance): boolean {
  switch (location.kind) {
    case 'layer':
      return location.layer.index < layers;
    case 'history':
      return Number(/^\/history\/(\d+)\//.exec(location.pointer)?.[1] ?? Infinity) < history;
    case 'config':
      return isInConfig(location.pointer, image, base);
    default:
      return false;
  }
}

/** The same text at the same place of the base's config; the items of a list may have moved. */
function isInConfig(pointer: string, image: Image, base: Image): boolean {
  const own = valueAt(image.config?.value, pointer);
  if (typeof own !== 'string') return false;
  const list = valueAt(base.config?.value, pointer.replace(/\/\d+$/, ''));
  return Array.isArray(list) ? list.includes(own) : valueAt(base.config?.value, pointer) === own;
}

function sameLayer(a: Layer, b: Layer): boolean {
  return (a.descriptor.digest !== '' && a.descriptor.digest === b.descriptor.digest) || (a.diffId !== null && a.diffId === b.diffId);
}

function commonLength<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): number {
  let length = 0;
  while (length < a.length && length < b.length && same(a[length]!, b[length]!)) length += 1;
  return length;
}

/** An image that a build took. */
interface Material {
  /** With its tag, where it has one. */
  readonly name: string;
  readonly digest: string | null;
}

/** https://slsa.dev/spec/v0.2/provenance#schema and https://slsa.dev/spec/v1.0/provenance#schema */
function imageMaterials(statement: unknown): Material[] {
  const lists = [valueAt(statement, '/predicate/materials'), valueAt(statement, '/predicate/buildDefinition/resolvedDependencies')];
  return lists.filter(Array.isArray).flatMap((list: readonly unknown[]) => list.flatMap((material) => imageOfMaterial(material) ?? []));
}

/** `pkg:docker/library/node@22?platform=…`; https://github.com/package-url/purl-spec/blob/main/types-doc/docker-definition.md */
function imageOfMaterial(material: unknown): Material | null {
  const uri = valueAt(material, '/uri');
  const digest = valueAt(material, '/digest/sha256');
  const [, name, version] = /^pkg:docker\/([^@?#]+)(?:@([^?#]*))?/.exec(typeof uri === 'string' ? uri : '') ?? [];
  // The Dockerfile's own syntax is an image too, and never a base.
  if (name === undefined || /(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(name)) return null;
  return { name: `${name}${version === undefined ? '' : `:${version}`}`, digest: typeof digest === 'string' ? `sha256:${digest}` : null };
}

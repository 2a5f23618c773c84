import { Buffer } from 'node:buffer';
import type { Location, Region } from '../model/location.js';
import type { Target } from '../model/report.js';

/**
 * A place as SARIF says it. Files of the working tree keep their path, so that a code host can point at them; what lies
 * in an image gets a relative URI below the image's name, or the line of the Dockerfile that put it there, and a logical
 * location with the place in the image's own terms.
 */
export function sarifLocation(location: Location, target: Target) {
  const place = placeOf(location, target);
  const line = 'dockerfile' in location ? location.dockerfile : undefined;
  return {
    physicalLocation: line
      ? { artifactLocation: { uri: fileUri(line.path) }, region: { startLine: line.line } }
      : { artifactLocation: { uri: place.uri }, region: sarifRegion(place.countsInFile ? location.region : null) },
    ...(place.logical.length > 0 ? { logicalLocations: place.logical } : {}),
  };
}

interface Place {
  readonly uri: string;
  /** False where the region counts within one JSON string of the artifact. */
  readonly countsInFile: boolean;
  readonly logical: readonly { readonly name: string; readonly fullyQualifiedName: string; readonly kind: string }[];
}

function placeOf(location: Location, target: Target): Place {
  switch (location.kind) {
    case 'dockerfile':
      return { uri: fileUri(location.path), countsInFile: true, logical: [] };
    case 'context':
      return { uri: [fileUri(location.path), ...location.within.map(relativeUri)].join('/'), countsInFile: location.within.length === 0, logical: keyOf(location.key) };
    case 'layer': {
      const inner = [location.path, ...location.within];
      return {
        uri: relativeUri([target.reference, ...inner].join('/')),
        countsInFile: location.within.length === 0,
        logical: [
          {
            name: inner.at(-1) ?? location.path,
            fullyQualifiedName: `layer ${location.layer.index} (${location.layer.digest || location.layer.diffId || 'no digest'}): ${inner.join(' > ')}`,
            kind: 'resource',
          },
          ...keyOf(location.key),
        ],
      };
    }
    case 'annotation':
    case 'attestation':
      return metadata(location.kind, `${location.kind}.json`, location.pointer, target);
    default:
      return metadata(location.kind, 'config.json', location.pointer, target);
  }
}

function metadata(kind: string, file: string, pointer: string, target: Target): Place {
  return {
    uri: relativeUri(`${target.reference}/${file}`),
    countsInFile: false,
    logical: [{ name: pointer.split('/').at(-1) || kind, fullyQualifiedName: `${kind}: ${pointer}`, kind: 'value' }],
  };
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317704 */
function keyOf(key: string | undefined): Place['logical'] {
  return key === undefined ? [] : [{ name: key.split('.').at(-1) || key, fullyQualifiedName: key, kind: 'value' }];
}

/** Code hosts refuse a result without a line; an unknown one is the first. Lines and columns must be 1 or more. */
function sarifRegion(region: Region | null) {
  if (!region) return { startLine: 1 };
  const { startLine, startColumn, endLine, endColumn, byteOffset, byteLength } = region;
  return { startLine, startColumn, endLine, endColumn, byteOffset, byteLength };
}

function fileUri(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  if (slashes === '-') return 'stdin';
  if (/^[a-z]:\//i.test(slashes)) return `file:///${relativeUri(slashes)}`;
  return slashes.startsWith('/') ? `file:///${relativeUri(slashes)}` : relativeUri(slashes);
}

/** Every part percent-encoded, a colon too: `registry:5000/app` must not read as a URI with the scheme `registry`. */
function relativeUri(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => encodeURIComponent(Buffer.from(part, 'utf8').toString('utf8')))
    .join('/');
}

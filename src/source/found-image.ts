import type { Attestation, Descriptor, HistoryEntry, Image, JsonDocument, Layer, Platform } from '../model/image.js';
import type { Notice, NoticeCode } from '../model/notice.js';
import { LayerlintError } from '../model/error.js';
import type { Blobs } from './blobs.js';
import { inOnePiece } from './blobs.js';
import { parseDigest } from './digest.js';
import { asList, asRecord, asText } from './json.js';
import { verifyStream } from './verify.js';

/** An image with the names under which its medium holds the layers and what is attached; none for what it does not hold. */
export interface FoundImage {
  readonly image: Image;
  readonly blobNames: ReadonlyMap<Layer, string>;
}

/** A layer on its way into an image: how it is stored, and where; `absent` says why it cannot be opened. */
export interface StoredLayer {
  readonly descriptor: Descriptor;
  readonly blobName: string | null;
  readonly absent: string | null;
  /** Its bytes, where what names it carries them and the medium does not. */
  readonly embedded?: Buffer;
  /** As `Layer.fileName`. */
  readonly fileName?: string;
}

/** What a format knows of an image; the rest is read from its config. */
export interface ImageParts {
  readonly reference: string;
  readonly names: readonly string[];
  readonly manifest: JsonDocument | null;
  /** What the index says, where the config says nothing. */
  readonly platform: Platform | null;
  readonly config: JsonDocument | null;
  readonly layers: readonly StoredLayer[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly attestations: readonly Attestation[];
  readonly attached: readonly StoredLayer[];
  readonly notices: readonly Notice[];
}

/** A notice on the image as a whole. */
export function imageNotice(code: NoticeCode, message: string): Notice {
  return { code, message, location: null };
}

/** Puts an image together; layers are tied to history entries and diff ids where the config's lists fit. */
export function buildImage(parts: ImageParts, blobs: Blobs): FoundImage {
  const config = asRecord(parts.config?.value);
  const notices = [...parts.notices, ...blobs.damage.map((message) => imageNotice('damaged', message))];
  const history = readHistory(config['history']);
  const steps = history.flatMap((entry, index) => (entry.emptyLayer ? [] : [index]));
  const diffIds = readDiffIds(config);
  if (diffIds.length > 0 && diffIds.length !== parts.layers.length) {
    notices.push(imageNotice('diff-id-mismatch', `The config claims ${diffIds.length} layers where the manifest lists ${parts.layers.length}; no layer was tied to a claim.`));
  }
  const blobNames = new Map<Layer, string>();
  const toLayer = (stored: StoredLayer, index: number, diffId: string | null, historyIndex: number | null): Layer => {
    const { descriptor, fileName, blobName } = stored;
    const layer = { descriptor, diffId, index, historyIndex, ...(fileName === undefined ? {} : { fileName }), open: () => openLayer(stored, blobs) };
    if (blobName !== null) blobNames.set(layer, blobName);
    return layer;
  };
  const fits = diffIds.length === parts.layers.length;
  const layers = parts.layers.map((stored, index) => toLayer(stored, index, fits ? (diffIds[index] ?? null) : null, steps.length === parts.layers.length ? (steps[index] ?? null) : null));
  const attached = parts.attached.map((stored, index) => toLayer(stored, index, null, null));
  return {
    image: {
      kind: 'image',
      reference: parts.reference,
      names: parts.names,
      manifest: parts.manifest,
      platform: readPlatform(config) ?? parts.platform,
      config: parts.config,
      history,
      layers,
      annotations: parts.annotations,
      attestations: parts.attestations,
      ...(attached.length === 0 ? {} : { attached }),
      notices,
    },
    blobNames,
  };
}

async function openLayer(stored: StoredLayer, blobs: Blobs): Promise<AsyncIterable<Buffer>> {
  const { blobName, descriptor, embedded } = stored;
  if (embedded) return inOnePiece(embedded);
  if (blobName === null || stored.absent !== null) {
    throw new LayerlintError('not-found', stored.absent ?? `The layer ${descriptor.digest} is not in ${blobs.place}.`, {
      hint: 'Save or copy the image again, with all of its layers.',
    });
  }
  return verifyStream(await blobs.open(blobName), descriptor, `\`${blobName}\` in ${blobs.place}`);
}

/** One entry for each of the config's, whatever stands there, so that indexes are those of the document. */
function readHistory(value: unknown): readonly HistoryEntry[] {
  return asList(value).map((item) => {
    const entry = asRecord(item);
    return {
      createdBy: asText(entry['created_by']),
      created: textOrNull(entry['created']),
      author: textOrNull(entry['author']),
      comment: textOrNull(entry['comment']),
      emptyLayer: entry['empty_layer'] === true,
    };
  });
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties; null in place of what is no digest. */
export function readDiffIds(config: Readonly<Record<string, unknown>>): readonly (string | null)[] {
  return asList(asRecord(config['rootfs'])['diff_ids']).map((id) => (parseDigest(asText(id)) === null ? null : asText(id)));
}

/** Null unless both system and architecture are named. */
export function readPlatform(value: unknown): Platform | null {
  const record = asRecord(value);
  const os = asText(record['os']);
  const architecture = asText(record['architecture']);
  const variant = asText(record['variant']);
  if (os === '' || architecture === '') return null;
  return variant === '' ? { os, architecture } : { os, architecture, variant };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

import { LayerlintError } from '../model/error.js';
import type { Image } from '../model/image.js';
import type { NoticeCode } from '../model/notice.js';
import { createRedact } from '../model/redact.js';
import { scanImage } from '../scan/image.js';
import { layerKey, UNREAD_LAYER } from '../scan/layer.js';
import { layerReference } from '../scan/metadata.js';
import { parseDigest } from '../source/digest.js';
import { asRecord, asText } from '../source/json.js';
import { storeFindings } from './store-findings.js';
import type { Session } from './session.js';

/** A layer as an image lists it: what is left of manifest and config once they have been looked at. */
export interface StoredLayer {
  readonly mediaType: string;
  readonly diffId: string | null;
  /** Redacted. */
  readonly createdBy: string | null;
  /** Where it is a blob of its own; see `Layer.fileName`. */
  readonly fileName?: string;
  /** True for what is said of the image beside it; see `Image.attached`. */
  readonly isAttached: boolean;
}

/** What may have been the way's fault, or is mended by another push: the root is read again in the next run. */
const PASSING = new Set<NoticeCode>(['unreadable', 'blob-missing', 'damaged', 'digest-mismatch']);

/** Under which rules and for which platforms roots are read: what was read otherwise is read again. */
export function readingOf({ plan: { rules, platform } }: Session): string {
  return `${rules.digest} ${platform === 'all' ? 'all' : [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/')}`;
}

/**
 * Looks into manifests and configs of one root while they are there, and keeps what was found in them: the documents themselves
 * hold whatever leaked, and are not stored.
 */
export async function storeImages(session: Session, root: string, images: readonly Image[], place: string): Promise<void> {
  const { plan: { rules, matcher }, store: { database, salt } } = session;
  const looked: { readonly image: Image; readonly report: Awaited<ReturnType<typeof scanImage>> }[] = [];
  for (const image of images) looked.push({ image, report: await scanImage(image, { rules, matcher, salt, scanLayer: () => Promise.resolve(UNREAD_LAYER) }) });
  database.together(() => {
    // What was read for other platforms gives way.
    const kept = new Set(looked.map(({ report }) => report.target.digest ?? root));
    for (const { id, digest } of database.all<{ id: number; digest: string }>('SELECT id, digest FROM image WHERE root_digest = ?', root)) {
      if (kept.has(digest)) continue;
      for (const table of ['image_layer', 'image_finding', 'notice']) database.run(`DELETE FROM ${table} WHERE image = ?`, id);
      database.run('DELETE FROM image WHERE id = ?', id);
    }
    for (const { image, report } of looked) {
      const redact = createRedact(report.findings.flatMap(({ secret }) => secret ?? []));
      const all = [...image.layers.map((layer) => ({ layer, isAttached: false })), ...(image.attached ?? []).map((layer) => ({ layer, isAttached: true }))];
      const layers = all.map(({ layer, isAttached }): StoredLayer => {
        const createdBy = isAttached ? null : layerReference(image, layer).createdBy;
        return {
          mediaType: layer.descriptor.mediaType,
          diffId: layer.diffId,
          createdBy: createdBy === null ? null : redact.source(createdBy),
          ...(layer.fileName === undefined ? {} : { fileName: layer.fileName }),
          isAttached,
        };
      });
      const digest = report.target.digest ?? root;
      const { id } = database.get<{ id: number }>(
        `INSERT INTO image (root_digest, digest, platform, created, layers) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (root_digest, digest) DO UPDATE SET platform = excluded.platform, created = excluded.created, layers = excluded.layers, composed = NULL RETURNING id`,
        root, digest, report.target.platform, dateOf(asText(asRecord(image.config?.value)['created'])), JSON.stringify(layers))!;
      database.run('DELETE FROM image_layer WHERE image = ?', id);
      for (const [position, { layer }] of all.entries()) {
        const { digest: stored, size, mediaType } = layer.descriptor;
        if (parseDigest(stored) === null) continue;
        const blob = database.get<{ id: number }>(
          'INSERT INTO blob (key, digest, file_name, size, media_type) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET size = max(size, excluded.size) RETURNING id',
          layerKey(layer), stored, layer.fileName ?? null, Number.isSafeInteger(size) ? Math.max(0, size) : 0, mediaType)!;
        database.run('INSERT INTO image_layer (image, position, blob) VALUES (?, ?, ?)', id, position, blob.id);
      }
      database.run('DELETE FROM notice WHERE image = ?', id);
      for (const { message } of report.notices) database.run('INSERT INTO notice (image, place, message) VALUES (?, ?, ?)', id, `${place}@${digest}`, message);
      storeFindings(session, id, 'metadata', report.findings);
      session.counts.images += 1;
      session.counts.findings += report.findings.length;
    }
    const isWhole = !looked.some(({ report }) => report.notices.some(({ code }) => PASSING.has(code)));
    database.run('INSERT INTO manifest (digest, reading) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET reading = excluded.reading', root, isWhole ? readingOf(session) : '');
  });
}

/** The layers of an image as they are stored. Throws `damaged` for what no layerlint wrote. */
export function parseLayers(text: string): readonly StoredLayer[] {
  try {
    return JSON.parse(text) as StoredLayer[];
  } catch (cause) {
    throw new LayerlintError('damaged', 'The store holds an image that cannot be read.', { hint: 'Begin a new store.', cause });
  }
}

/** ISO 8601 in UTC; null for what is no date, and for the zero that reproducible builds write. */
function dateOf(text: string): string | null {
  const date = Date.parse(text);
  return Number.isNaN(date) || date <= 0 ? null : new Date(date).toISOString();
}

import type { Image, Layer } from '../model/image.js';
import { scanImage } from '../scan/image.js';
import { UNREAD_LAYER } from '../scan/layer.js';
import type { LayerReports } from './layer-reports.js';
import { LIVE } from './read-layers.js';
import type { Session } from './session.js';
import { storeFindings } from './store-findings.js';
import { parseLayers, readingOf } from './store-images.js';

interface ImageRow {
  readonly id: number;
  readonly digest: string;
  readonly platform: string | null;
  readonly layers: string;
}

const PAGE = 200;

/** Says for each image what its layers hold and who can still read it there: the same layer may be hidden in one and not in another. */
export async function composeImages(session: Session, reports: LayerReports): Promise<void> {
  const { run, store: { database } } = session;
  const reading = readingOf(session);
  for (let last = 0; ; ) {
    const page = database.all<ImageRow>(
      `SELECT DISTINCT image.id, image.digest, image.platform, image.layers FROM repository JOIN root ON root.repository = repository.id
       JOIN image ON image.root_digest = root.digest
       WHERE repository.run = ? AND ${LIVE} AND image.composed IS NOT ? AND image.id > ? ORDER BY image.id LIMIT ?`, run.id, reading, last, PAGE);
    const end = page.at(-1);
    if (!end || session.stopped) return;
    for (const row of page) await composeImage(session, reports, row, reading);
    session.report('findings');
    last = end.id;
  }
}

async function composeImage(session: Session, reports: LayerReports, row: ImageRow, reading: string): Promise<void> {
  const { plan: { rules, matcher }, store: { database, salt } } = session;
  const blobs = new Map(database.all<{ position: number; blob: number; digest: string; size: number }>(
    'SELECT position, blob, digest, size FROM image_layer JOIN blob ON blob.id = image_layer.blob WHERE image = ?', row.id).map((one) => [one.position, one]));
  const stored = parseLayers(row.layers);
  const positions = new Map<Layer, number>();
  const layers = stored.map(({ mediaType, diffId, createdBy, fileName }, position) => {
    const layer: Layer = {
      descriptor: { mediaType, digest: blobs.get(position)?.digest ?? '', size: blobs.get(position)?.size ?? 0 },
      diffId,
      index: position,
      historyIndex: createdBy === null ? null : position,
      ...(fileName === undefined ? {} : { fileName }),
      open: () => Promise.reject(new Error('The layer was read before.')),
    };
    positions.set(layer, position);
    return layer;
  });
  const image: Image = {
    kind: 'image',
    reference: row.digest,
    names: [],
    manifest: null,
    platform: null,
    config: null,
    history: stored.map(({ createdBy }) => ({ createdBy: createdBy ?? '', created: null, author: null, comment: null, emptyLayer: false })),
    layers: layers.filter((_, position) => !stored[position]!.isAttached),
    annotations: {},
    attestations: [],
    attached: layers.filter((_, position) => stored[position]!.isAttached),
    notices: [],
  };
  let whole = true;
  const report = await scanImage(image, {
    rules,
    matcher,
    salt,
    scanLayer: (layer) => {
      const blob = blobs.get(positions.get(layer) ?? -1);
      const known = blob ? reports.get(blob.blob) : null;
      whole &&= known !== null;
      return Promise.resolve(known === null ? UNREAD_LAYER : { ...known, notices: [] });
    },
  });
  database.together(() => {
    storeFindings(session, row.id, 'layers', report.findings);
    // Notices of layers are theirs; what is left is that a layer is not the one that the config claims.
    for (const { message } of report.notices) {
      database.run('INSERT INTO notice (image, place, message) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM notice WHERE image = ? AND message = ?)', row.id, row.digest, message, row.id, message);
    }
    database.run('UPDATE image SET composed = ? WHERE id = ?', whole ? reading : null, row.id);
  });
}

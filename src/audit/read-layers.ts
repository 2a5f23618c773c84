import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import type { LayerReport } from '../scan/layer.js';
import { blobLayer } from '../source/registry/blob-layer.js';
import { isPassing, type LayerReports } from './layer-reports.js';
import { eachLimited } from './limit.js';
import type { PlacedLayer } from './placed-layer.js';
import type { Session } from './session.js';

interface Pending {
  readonly position: number;
  readonly blob: number;
  readonly digest: string;
  readonly size: number;
  readonly media_type: string;
  readonly file_name: string | null;
}

const PAGE = 500;
/** How often workers are counted. */
const WORKERS_MS = 5_000;
/** Registries that lose a blob in one repository mostly lost it in all. */
const MOST_PLACES = 3;

/** The roots of a run: what is chosen, and what has lost its tags and can still be pulled. To be joined with `repository`. */
export const LIVE = `(root.chosen_run = repository.run OR (root.pullable = 1 AND root.asked_run = repository.run))`;

/** Reads every distinct layer that has no result yet, once; what is largest and shared most comes first. Each result is stored at once. */
export async function readLayers(session: Session, reports: LayerReports): Promise<void> {
  const { plan, run, store: { database } } = session;
  const LIVE_BLOBS = `FROM repository JOIN root ON root.repository = repository.id JOIN image ON image.root_digest = root.digest
    JOIN image_layer ON image_layer.image = image.id JOIN blob ON blob.id = image_layer.blob WHERE repository.run = ? AND ${LIVE}`;
  database.run('CREATE TEMP TABLE IF NOT EXISTS pending (position INTEGER PRIMARY KEY, blob INTEGER NOT NULL)');
  database.run('DELETE FROM pending');
  database.run(
    `INSERT INTO pending (blob) SELECT blob.id ${LIVE_BLOBS}
     AND NOT EXISTS (SELECT 1 FROM layer_report WHERE layer_report.blob = blob.id AND layer_report.rules = ?)
     GROUP BY blob.id ORDER BY count(*) * max(blob.size, 1) DESC, blob.id`, run.id, reports.key);
  const total = database.get<{ layers: number; bytes: number | null }>('SELECT count(*) AS layers, sum(size) AS bytes FROM pending JOIN blob ON blob.id = pending.blob')!;
  session.layersTotal = total.layers;
  session.bytesTotal = total.bytes ?? 0;
  session.report('layers');

  const asking = countWorkers(session);
  const layers = eachLimited(pendingLayers(session), plan.layersAtOnce, async (pending) => {
    if (session.stopped) return;
    try {
      const report = await readLayer(session, pending);
      if (report === null) return;
      reports.put(pending.blob, run, report);
      session.counts.layers += 1;
      session.counts.bytes += pending.size;
      session.counts.findings += report.files.reduce((sum, { hits }) => sum + hits.length, 0);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (session.stopped) return;
      session.note(`layer ${pending.digest}`, error);
    }
    session.report('layers');
  });
  await layers.finally(() => clearInterval(asking));
}

/** Nobody who listens is what a queue without progress mostly means. */
function countWorkers(session: Session): NodeJS.Timeout | undefined {
  const { countWorkers: count } = session.plan;
  if (count === null) return undefined;
  return setInterval(() => {
    count().then((workers) => {
      session.workers = workers;
      session.report('layers');
    }, () => undefined);
  }, WORKERS_MS);
}

function* pendingLayers({ store: { database } }: Session): Generator<Pending> {
  for (let last = 0; ; ) {
    const page = database.all<Pending>(
      'SELECT pending.position, blob.id AS blob, blob.digest, blob.size, blob.media_type, blob.file_name FROM pending JOIN blob ON blob.id = pending.blob WHERE pending.position > ? ORDER BY pending.position LIMIT ?', last, PAGE);
    yield* page;
    const end = page.at(-1);
    if (!end) return;
    last = end.position;
  }
}

/**
 * Looks into a layer, in one of the repositories that list it; null where their registries are gone. Throws what stood in the way
 * of its bytes, where the last of them failed.
 */
async function readLayer(session: Session, { blob, digest, size, media_type: mediaType, file_name: fileName }: Pending): Promise<LayerReport | null> {
  const { plan, run, store: { database } } = session;
  const places = database.all<{ host: string; name: string }>(
    `SELECT DISTINCT repository.host, repository.name FROM image_layer JOIN image ON image.id = image_layer.image JOIN root ON root.digest = image.root_digest
     JOIN repository ON repository.id = root.repository WHERE image_layer.blob = ? AND repository.run = ? AND ${LIVE} ORDER BY repository.id LIMIT ?`, blob, run.id, MOST_PLACES);
  const open = places.filter(({ host }) => !session.reach.isGone(host));
  if (open.length === 0 && places.some(({ host }) => session.reach.leavesOut(host))) return null;
  let failure: LayerlintError | null = null;
  for (const { host, name } of open) {
    const repository = (await session.registry(host)).repository(name);
    const failures: LayerlintError[] = [];
    const layer: PlacedLayer = {
      ...watch(blobLayer(repository, { mediaType, digest, size }), (error) => failures.push(error)),
      ...(fileName === null ? {} : { fileName }),
      host,
      repository: name,
    };
    try {
      const report = await plan.scanLayer(layer);
      if (failures.length === 0) {
        session.reach.succeeded(host);
        return report;
      }
      failure = failures[0]!;
    } catch (error) {
      if (!isPassing(error)) throw error;
      failure = error;
    }
    await session.reach.failed(host, failure);
    if (failure.code !== 'not-found' && failure.code !== 'unauthorized') break;
  }
  throw failure ?? new LayerlintError('not-found', 'No repository holds it any more.');
}

/** A scan turns what it cannot read into a notice; whether that is the layer's fault or the way's is to be told here. */
export function watch(layer: Layer, failed: (error: LayerlintError) => void): Layer {
  const tell = (error: unknown): void => {
    if (isPassing(error)) failed(error);
  };
  return {
    ...layer,
    async open() {
      try {
        return told(await layer.open(), tell);
      } catch (error) {
        tell(error);
        throw error;
      }
    },
  };
}

async function* told(pieces: AsyncIterable<Buffer>, tell: (error: unknown) => void): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
  } catch (error) {
    tell(error);
    throw error;
  }
}

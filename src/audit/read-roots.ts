import { LayerlintError } from '../model/error.js';
import { digestOf, parseDigest } from '../source/digest.js';
import { MANIFEST_LIMIT } from '../source/config-document.js';
import { readStoredImages } from '../source/registry/images.js';
import { parseImageName } from '../source/registry/image-name.js';
import { fetchManifest, type StoredManifest } from '../source/registry/registry-blobs.js';
import type { Repository } from '../source/registry/repository.js';
import { discard } from '../source/registry/transport.js';
import { eachLimited } from './limit.js';
import { pointTag, upsertRoot } from './list.js';
import type { Session } from './session.js';
import { readingOf, storeImages } from './store-images.js';

interface RepositoryRow {
  readonly id: number;
  readonly host: string;
  readonly name: string;
}

/** Finds out where the wanted tags of a host lead, asks whether what has lost its tags can still be pulled, and reads the images of all of them. */
export async function readRoots(session: Session, host: string): Promise<void> {
  const { plan, run, store: { database } } = session;
  const repositories = database.all<RepositoryRow>('SELECT id, host, name FROM repository WHERE host = ? AND run = ? ORDER BY name', host, run.id);
  const read = async ({ repository, row, work }: Piece): Promise<void> => {
    if (session.stopped || session.reach.leavesOut(host)) return;
    const place = work.kind === 'tag' ? `${repository.place}:${work.name}` : `${repository.place}@${work.digest}`;
    try {
      if (work.kind === 'tag') await readTag(session, repository, row, work.name, work.known);
      else await readRoot(session, repository, row, work.digest, work.orphan);
      session.reach.succeeded(host);
    } catch (error) {
      if (!(error instanceof LayerlintError)) throw error;
      session.note(place, error);
      await session.reach.failed(host, error);
    }
    if (work.kind === 'tag') session.report('manifests');
  };
  await eachLimited(tagPieces(session, repositories), plan.concurrency, read);
  // What has lost its tags is known only once every tag has been asked.
  await eachLimited(rootPieces(session, repositories), plan.concurrency, read);
  for (const { id } of repositories) chooseRoots(session, id);
}

type Work = { readonly kind: 'tag'; readonly name: string; readonly known: boolean } | { readonly kind: 'root'; readonly digest: string; readonly orphan: boolean };

interface Piece {
  readonly repository: Repository;
  readonly row: RepositoryRow;
  readonly work: Work;
}

async function* tagPieces(session: Session, repositories: readonly RepositoryRow[]): AsyncGenerator<Piece> {
  const { run, store: { database } } = session;
  for (const row of repositories) {
    const repository = (await session.registry(row.host)).repository(row.name);
    const tags = database.all<{ name: string; known: number }>(
      'SELECT name, root IS NOT NULL AS known FROM tag WHERE repository = ? AND wanted_run = ? AND (resolved_run IS NULL OR resolved_run < ?) ORDER BY name', row.id, run.id, run.id);
    for (const { name, known } of tags) yield { repository, row, work: { kind: 'tag', name, known: known === 1 } };
  }
}

/** What tags lead to and was not read with them, and what no tag leads to any more. */
async function* rootPieces(session: Session, repositories: readonly RepositoryRow[]): AsyncGenerator<Piece> {
  const { run, store: { database } } = session;
  for (const row of repositories) {
    const repository = (await session.registry(row.host)).repository(row.name);
    for (const digest of database.all<{ digest: string }>(
      `SELECT DISTINCT root.digest FROM root JOIN tag ON tag.root = root.id LEFT JOIN manifest ON manifest.digest = root.digest
       WHERE root.repository = ? AND tag.wanted_run = ? AND tag.gone_run IS NULL AND manifest.reading IS NOT ?`, row.id, run.id, readingOf(session)).map((root) => root.digest)) {
      yield { repository, row, work: { kind: 'root', digest, orphan: false } };
    }
    for (const digest of database.all<{ digest: string }>(
      `SELECT digest FROM root WHERE repository = ? AND asked_run IS NOT ?
       AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.root = root.id AND tag.gone_run IS NULL)`, row.id, run.id).map((root) => root.digest)) {
      yield { repository, row, work: { kind: 'root', digest, orphan: true } };
    }
  }
}

/** Where a tag leads; a tag that is known from before is only looked at, for that is cheaper and does not count as a pull. */
async function readTag(session: Session, repository: Repository, row: RepositoryRow, tag: string, known: boolean): Promise<void> {
  const { run, store: { database } } = session;
  const point = (digest: string): void => database.together(() => pointTag(session, row.id, tag, upsertRoot(session, row.id, digest, null)));
  if (known) {
    const digest = await headDigest(repository, tag);
    if (digest !== null && isRead(session, digest)) return point(digest);
  }
  const stored = await fetchManifest(repository, tag, MANIFEST_LIMIT);
  noteSignIn(session, repository, row);
  if (stored === null) {
    // It went away since it was listed.
    database.run('UPDATE tag SET gone_run = ? WHERE repository = ? AND name = ?', run.id, row.id, tag);
    return;
  }
  const digest = await readImages(session, repository, row, stored, { tag, digest: null });
  point(digest);
}

/** What is known by its digest. An orphan is asked for, since whoever knows the digest may still pull it. */
async function readRoot(session: Session, repository: Repository, row: RepositoryRow, digest: string, orphan: boolean): Promise<void> {
  const { run, store: { database } } = session;
  if (orphan) {
    const answer = await repository.ask('manifests', digest, { method: 'HEAD', headers: ACCEPT });
    discard(answer.body);
    database.run('UPDATE root SET asked_run = ?, pullable = ? WHERE repository = ? AND digest = ?', run.id, answer.status === 200 ? 1 : 0, row.id, digest);
    if (answer.status !== 200) return;
  }
  if (isRead(session, digest)) return;
  const stored = await fetchManifest(repository, digest, MANIFEST_LIMIT);
  noteSignIn(session, repository, row);
  if (stored === null) throw new LayerlintError('not-found', 'The registry lists it, but does not have it.');
  await readImages(session, repository, row, stored, { tag: null, digest });
}

const ACCEPT = {
  accept: [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ].join(', '),
};

async function headDigest(repository: Repository, tag: string): Promise<string | null> {
  const answer = await repository.ask('manifests', tag, { method: 'HEAD', headers: ACCEPT });
  discard(answer.body);
  const digest = String(answer.headers['docker-content-digest'] ?? '');
  return answer.status === 200 && parseDigest(digest) !== null ? digest : null;
}

async function readImages(session: Session, repository: Repository, row: RepositoryRow, stored: StoredManifest, name: { readonly tag: string | null; readonly digest: string | null }): Promise<string> {
  // Tags lead to the same image by the dozen; its config is read once.
  const own = digestOf(stored.bytes);
  if (isRead(session, own)) return own;
  const parsed = { ...parseImageName(`${row.host}/${row.name}${name.tag === null ? '' : `:${name.tag}`}${name.digest === null ? '' : `@${name.digest}`}`)!, hasHost: true };
  const { digest, images } = await readStoredImages(repository, parsed, stored, session.plan.platform, session.referrerHints(row.host, row.id));
  await storeImages(session, digest, images, repository.place);
  return digest;
}

function isRead(session: Session, digest: string): boolean {
  return session.store.database.get<{ reading: string }>('SELECT reading FROM manifest WHERE digest = ?', digest)?.reading === readingOf(session);
}

function noteSignIn({ store: { database } }: Session, repository: Repository, { id }: RepositoryRow): void {
  database.run('UPDATE repository SET anonymous = ? WHERE id = ? AND anonymous IS NOT 1', repository.isAnonymous ? 1 : 0, id);
}

/** Marks what belongs to this run: by date and number, where the list did not tell dates and the images had to be asked. */
function chooseRoots({ plan, run, store: { database } }: Session, repository: number): void {
  const { newest, since } = plan.choice;
  database.run(
    `UPDATE root SET chosen_run = ? WHERE id IN (
       SELECT id FROM (
         SELECT id, row_number() OVER (ORDER BY moment DESC, id) AS position, moment FROM (
           SELECT root.id, coalesce(root.pushed, (SELECT max(created) FROM image WHERE image.root_digest = root.digest), '') AS moment
           FROM root WHERE root.repository = ? AND EXISTS (SELECT 1 FROM tag WHERE tag.root = root.id AND tag.wanted_run = ? AND tag.gone_run IS NULL)))
       WHERE (? IS NULL OR position <= ?) AND (? IS NULL OR moment >= ? OR moment = ''))`,
    run.id, repository, run.id, newest, newest, since, since);
}

import { LayerlintError } from '../model/error.js';
import { parseImageName } from '../source/registry/image-name.js';
import type { Catalogue, Version } from './catalogue/catalogue.js';
import { openCatalogue } from './catalogue/choose.js';
import { eachLimited } from './limit.js';
import { createFilter, isBelow, nameTarget, type Filter, type Target } from './scope.js';
import type { Session } from './session.js';
import { parseDigest } from '../source/digest.js';

/** So many tags of one repository are a build's mistake, and still listed; more are said to be left out. */
const MOST_TAGS = 1_000_000;

/**
 * Writes down which repositories and tags there are, and which of them are wanted. Throws when a target cannot be listed at
 * all; a single repository that cannot is noted.
 */
export async function listTarget(session: Session, target: Target): Promise<void> {
  const { plan, run, store: { database } } = session;
  const registry = await session.registry(target.host);
  const catalogue = openCatalogue(plan, registry, (message) => session.note(nameTarget(target), message));
  const filter = createFilter(plan.choice);
  const seen = new Set<string>();
  await eachLimited(catalogue.repositories(target.prefix), plan.concurrency, async (name) => {
    if (session.stopped || session.reach.leavesOut(target.host) || seen.has(name) || !isBelow(name, target.prefix) || !filter.repository(name)) return;
    seen.add(name);
    const place = `${target.host}/${name}`;
    const parsed = parseImageName(place);
    if (parsed === null || parsed.repository !== name) {
      session.note(target.host, 'Lists a repository by what is no name; it was not read.');
      return;
    }
    const known = database.get<{ id: number; listed_run: number | null }>(
      'INSERT INTO repository (host, name, run) VALUES (?, ?, ?) ON CONFLICT (host, name) DO UPDATE SET run = excluded.run RETURNING id, listed_run', target.host, name, run.id)!;
    session.counts.repositories += 1;
    if (known.listed_run !== run.id) await listRepository(session, catalogue, filter, { id: known.id, host: target.host, name, place });
    const { tags } = database.get<{ tags: number }>('SELECT count(*) AS tags FROM tag WHERE repository = ? AND wanted_run = ?', known.id, run.id)!;
    session.counts.tags += tags;
    session.report('list');
  });
  if (session.stopped) return;
  // What the list no longer has is gone with all of its tags; what was not asked for this time is not.
  let known = seen.size;
  for (const { id, name } of database.all<{ id: number; name: string }>('SELECT id, name FROM repository WHERE host = ? AND run < ?', target.host, run.id)) {
    if (!isBelow(name, target.prefix) || !filter.repository(name)) continue;
    known += 1;
    database.together(() => {
      database.run('UPDATE repository SET run = ? WHERE id = ?', run.id, id);
      database.run('UPDATE tag SET gone_run = ? WHERE repository = ? AND gone_run IS NULL', run.id, id);
    });
  }
  // A name that was mistyped is not clean, nor is what is not shown to us.
  if (known === 0 && !session.reach.isGone(target.host)) {
    throw new LayerlintError('not-found', `${target.host} lists no repository${target.prefix === '' ? '' : ` \`${target.prefix}\`, and none below it`}${plan.choice.include.length + plan.choice.exclude.length > 0 ? ', that the globs let through' : ''}.`, {
      hint: 'Check the name, and sign in with `docker login`: registries list what one may see.',
    });
  }
}

interface Listed {
  readonly id: number;
  readonly host: string;
  readonly name: string;
  readonly place: string;
}

async function listRepository(session: Session, catalogue: Catalogue, filter: Filter, { id, host, name, place }: Listed): Promise<void> {
  const { plan, run, store: { database } } = session;
  const versions: Version[] = [];
  let strange = 0;
  try {
    for await (const version of catalogue.versions(name)) {
      if (versions.length >= MOST_TAGS) {
        session.note(place, `Has more than ${MOST_TAGS} tags; the rest was not read.`);
        break;
      }
      const tags = version.tags.filter((tag) => parseImageName(`${place}:${tag}`) !== null);
      if (tags.length < version.tags.length) strange += version.tags.length - tags.length;
      if (tags.length > 0 || version.digest !== null) versions.push({ ...version, tags, digest: parseDigest(version.digest ?? '') ? version.digest : null });
    }
    session.reach.succeeded(host);
  } catch (error) {
    if (!(error instanceof LayerlintError)) throw error;
    session.note(place, error);
    await session.reach.failed(host, error);
    return;
  }
  if (strange > 0) session.note(place, `Lists ${strange} tags by what are no names; they were not read.`);
  const wanted = new Set(chooseVersions(versions.filter(({ tags }) => (tags.length === 0 ? plan.untagged : tags.some((tag) => filter.tag(name, tag)))), plan.choice));
  database.together(() => {
    for (const version of versions) {
      if (version.tags.length === 0 && !wanted.has(version)) continue;
      const root = version.digest === null ? null : upsertRoot(session, id, version.digest, version.pushed);
      if (version.tags.length === 0 && root !== null) database.run('UPDATE root SET chosen_run = ?, pullable = 1, asked_run = ? WHERE id = ?', run.id, run.id, root);
      for (const tag of version.tags) {
        database.run(
          `INSERT INTO tag (repository, name, first_run, listed_run, wanted_run) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (repository, name) DO UPDATE SET listed_run = excluded.listed_run, wanted_run = excluded.wanted_run, gone_run = NULL`,
          id, tag, run.id, run.id, wanted.has(version) && filter.tag(name, tag) ? run.id : null);
        if (root !== null) pointTag(session, id, tag, root);
      }
    }
    database.run('UPDATE tag SET gone_run = ? WHERE repository = ? AND listed_run < ? AND gone_run IS NULL', run.id, id, run.id);
    database.run('UPDATE repository SET listed_run = ? WHERE id = ?', run.id, id);
  });
}

/** By date, where the list tells the dates of all; else the images are asked for them once they are read. */
function chooseVersions(versions: readonly Version[], { newest, since }: Session['plan']['choice']): readonly Version[] {
  if ((newest === null && since === null) || versions.some(({ pushed }) => pushed === null)) return versions;
  const recent = since === null ? versions : versions.filter(({ pushed }) => pushed! >= since);
  if (newest === null) return recent;
  const byDate = [...recent].sort((a, b) => (a.pushed! < b.pushed! ? 1 : a.pushed! > b.pushed! ? -1 : 0));
  const roots = new Set<string>();
  return byDate.filter((version) => {
    roots.add(version.digest ?? version.tags.join());
    return roots.size <= newest;
  });
}

/** The number of a root; `pushed` null leaves what is known. */
export function upsertRoot({ run, store: { database } }: Session, repository: number, digest: string, pushed: string | null): number {
  return database.get<{ id: number }>(
    `INSERT INTO root (repository, digest, pushed, first_run) VALUES (?, ?, ?, ?)
     ON CONFLICT (repository, digest) DO UPDATE SET pushed = coalesce(excluded.pushed, pushed) RETURNING id`,
    repository, digest, pushed, run.id)!.id;
}

/** From now on the tag leads to the root; where it led before is remembered. */
export function pointTag({ run, store: { database } }: Session, repository: number, name: string, root: number): void {
  const before = database.get<{ root: number | null }>('SELECT root FROM tag WHERE repository = ? AND name = ?', repository, name)?.root ?? null;
  const moved = before !== null && before !== root;
  if (moved) database.run('INSERT OR IGNORE INTO former_tag (root, name) VALUES (?, ?)', before, name);
  database.run('DELETE FROM former_tag WHERE root = ? AND name = ?', root, name);
  database.run('UPDATE tag SET root = ?, resolved_run = ?, moved_run = CASE WHEN ? THEN ? ELSE moved_run END WHERE repository = ? AND name = ?', root, run.id, moved ? 1 : 0, run.id, repository, name);
}

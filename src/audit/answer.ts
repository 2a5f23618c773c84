import type { AuditChanges, AuditedImage, AuditedSecret, AuditNotice, AuditReport, AuditStatistics, Listed, Moment, SecretPlace } from '../model/audit.js';
import { LayerlintError } from '../model/error.js';
import type { Rotation } from '../model/finding.js';
import { CONFIDENCES, SEVERITIES, type Confidence, type Severity } from '../model/severity.js';
import type { AuditDatabase } from './database.js';
import { deleteCommand } from './delete-command.js';
import { LIVE } from './read-layers.js';
import type { StoredFinding } from './store-findings.js';
import { parseLayers } from './store-images.js';
import type { AuditStore } from './store.js';

/** Names of one kind that a list of changes spells out. */
const MOST_NAMES = 1000;
/** Who has more to read than that reads the first of them. */
const MOST_NOTICES = 10_000;

interface RunRow {
  readonly id: number;
  readonly scope: string;
  readonly started: string;
  readonly finished: string | null;
  readonly statistics: string | null;
}

/** The run that this one is held against. */
interface Before {
  readonly id: number;
  readonly started: string;
}

/** What the last run of a store found out, from the store alone. Throws `not-found` where there was none. */
export function answer({ database }: AuditStore): AuditReport {
  const run = database.get<RunRow>('SELECT id, scope, started, finished, statistics FROM run ORDER BY id DESC LIMIT 1');
  const before = run && database.get<Before>('SELECT id, started FROM run WHERE id < ? AND scope = ? AND finished IS NOT NULL ORDER BY id DESC LIMIT 1', run.id, run.scope);
  if (!run) throw new LayerlintError('not-found', `The store \`${database.path}\` holds no audit.`, { hint: 'Make one with `layerlint audit`.' });
  return database.together(() => {
    const images = new Images(database, run.id);
    const { secrets: found, suppressed } = collectSecrets(database, { run: run.id, newSince: before?.id ?? run.id - 1 }, images);
    const { secrets, images: sorted } = inOrder(found, images.list);
    const notices = collectNotices(database, run.id);
    return {
      scope: JSON.parse(run.scope) as string[],
      startedAt: run.started,
      finishedAt: run.finished,
      complete: run.finished !== null && notices.length === 0,
      secrets,
      images: sorted,
      notices,
      changes: before ? collectChanges(database, run.id, before, secrets) : null,
      statistics: { ...statisticsOf(database, run), suppressed },
    };
  });
}

/** The images that secrets lie in, each with the number that places refer to. */
class Images {
  readonly list: { readonly image: AuditedImage; readonly anonymous: boolean }[] = [];
  /** By number of the image in the store: the same manifest may be in many repositories. */
  readonly #indexes = new Map<number, number[]>();

  constructor(
    private readonly database: AuditDatabase,
    private readonly run: number,
  ) {}

  indexesOf(image: number): readonly number[] {
    const known = this.#indexes.get(image);
    if (known) return known;
    const indexes: number[] = [];
    this.#indexes.set(image, indexes);
    const rows = this.database.all<{ root: number; host: string; name: string; anonymous: number | null; root_digest: string; digest: string; platform: string | null; created: string | null; pushed: string | null; layers: string }>(
      `SELECT root.id AS root, repository.host, repository.name, repository.anonymous, root.digest AS root_digest, image.digest, image.platform, image.created, root.pushed, image.layers
       FROM image JOIN root ON root.digest = image.root_digest JOIN repository ON repository.id = root.repository
       WHERE image.id = ? AND repository.run = ? AND ${LIVE} ORDER BY repository.host, repository.name`, image, this.run);
    for (const row of rows) {
      const tags = this.#names('SELECT name FROM tag WHERE root = ? AND gone_run IS NULL ORDER BY name', row.root);
      const former = this.#names('SELECT name FROM tag WHERE root = ? AND gone_run IS NOT NULL UNION SELECT name FROM former_tag WHERE root = ? ORDER BY name', row.root, row.root);
      const layers = parseLayers(row.layers);
      const blobs = this.database.all<{ position: number; digest: string; size: number }>('SELECT position, digest, size FROM image_layer JOIN blob ON blob.id = image_layer.blob WHERE image = ? ORDER BY position', image);
      indexes.push(this.list.length);
      const audited: AuditedImage = {
        repository: `${row.host}/${row.name}`,
        digest: row.digest,
        root: row.root_digest,
        platform: row.platform,
        tags,
        formerTags: former,
        pullable: true,
        pushed: row.pushed !== null ? { at: row.pushed, by: 'registry' } : row.created !== null ? { at: row.created, by: 'config' } : null,
        deleteCommand: deleteCommand(row.host, row.name, row.root_digest, tags),
        layers: blobs.filter(({ position }) => layers[position]?.isAttached === false).map(({ position, digest, size }) => ({ digest, size, createdBy: layers[position]?.createdBy ?? null })),
      };
      this.list.push({ image: audited, anonymous: row.anonymous === 1 });
    }
    return indexes;
  }

  #names(sql: string, ...values: readonly number[]): readonly string[] {
    return this.database.all<{ name: string }>(sql, ...values).map(({ name }) => name);
  }
}

/** The order that images came in depends on the network; the answer does not. */
function inOrder(secrets: readonly AuditedSecret[], images: Images['list']): { readonly secrets: AuditedSecret[]; readonly images: AuditedImage[] } {
  const keys = images.map(({ image: { repository, root, digest, platform } }) => `${repository} ${root} ${platform ?? ''} ${digest}`);
  const order = keys.map((_, index) => index).sort((a, b) => compare(keys[a]!, keys[b]!));
  const place = new Map(order.map((old, index) => [old, index]));
  return {
    images: order.map((index) => images[index]!.image),
    secrets: secrets.map((secret) => {
      const places = secret.places.map((one) => ({ one: { ...one, images: one.images.map((index) => place.get(index)!).sort((a, b) => a - b) }, key: JSON.stringify([one.location, one.exposure]) }));
      return { ...secret, places: places.sort((a, b) => compare(a.key, b.key)).map(({ one }) => one), evidence: [...secret.evidence].sort(), deleteCommands: [...secret.deleteCommands].sort() };
    }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface FindingRow {
  readonly id: number;
  readonly fingerprint: string;
  readonly body: string;
  readonly first_run: number;
}

interface Runs {
  readonly run: number;
  /** What a later run found first is new. */
  readonly newSince: number;
}

function collectSecrets(database: AuditDatabase, runs: Runs, images: Images): { readonly secrets: AuditedSecret[]; readonly suppressed: number } {
  const groups = new Map<string, { readonly finding: StoredFinding; readonly images: readonly number[]; readonly firstRun: number }[]>();
  let suppressed = 0;
  const rows = database.all<FindingRow>(
    `SELECT finding.id, finding.fingerprint, finding.body, finding.first_run FROM finding WHERE finding.id IN (
       SELECT image_finding.finding FROM repository JOIN root ON root.repository = repository.id JOIN image ON image.root_digest = root.digest
       JOIN image_finding ON image_finding.image = image.id WHERE repository.run = ? AND ${LIVE}) ORDER BY finding.key`, runs.run);
  for (const { id, fingerprint, body, first_run: firstRun } of rows) {
    const finding = JSON.parse(body) as StoredFinding;
    if (finding.suppression !== null) {
      suppressed += 1;
      continue;
    }
    const holders = database.all<{ image: number }>('SELECT image FROM image_finding WHERE finding = ?', id).flatMap(({ image }) => images.indexesOf(image));
    const group = groups.get(fingerprint);
    const entry = { finding, images: [...holders].sort((a, b) => a - b), firstRun };
    if (group) group.push(entry);
    else groups.set(fingerprint, [entry]);
  }
  const secrets = [...groups].map(([fingerprint, group]) => secretOf(database, runs, fingerprint, group, images));
  const held = ({ places }: AuditedSecret): number => new Set(places.flatMap((place) => place.images)).size;
  const counted = new Map(secrets.map((secret) => [secret, held(secret)]));
  secrets.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || counted.get(b)! - counted.get(a)! || (a.fingerprint < b.fingerprint ? -1 : 1));
  return { secrets, suppressed };
}

function secretOf(database: AuditDatabase, { newSince }: Runs, fingerprint: string, group: readonly { readonly finding: StoredFinding; readonly images: readonly number[]; readonly firstRun: number }[], all: Images): AuditedSecret {
  const worst = group.reduce((a, b) => (rank(SEVERITIES, b.finding.severity) < rank(SEVERITIES, a.finding.severity) ? b : a)).finding;
  const confidence = group.reduce<Confidence>((best, { finding }) => (rank(CONFIDENCES, finding.confidence) < rank(CONFIDENCES, best) ? finding.confidence : best), 'low');
  const holders = [...new Set(group.flatMap(({ images }) => images))].sort((a, b) => a - b).map((index) => all.list[index]!);
  const moments = holders.flatMap(({ image: { pushed } }) => pushed ?? []);
  const words = JSON.parse(database.get<{ words: string }>('SELECT words FROM rule WHERE rules = ? AND id = ?', worst.rules, worst.ruleId)?.words ?? '{}') as { readonly title?: string; readonly why?: string; readonly rotate?: Rotation | null };
  const places = group.map(({ finding: { message, location, exposure, severity, confidence: sure, excerpt }, images }): SecretPlace => ({ message, location, exposure, severity, confidence: sure, excerpt, images }));
  const firstRun = Math.min(...database.all<{ first: number }>('SELECT min(first_run) AS first FROM finding WHERE fingerprint = ?', fingerprint).map(({ first }) => first));
  return {
    fingerprint,
    ruleId: worst.ruleId,
    title: words.title ?? worst.ruleId,
    severity: worst.severity,
    confidence,
    masked: worst.masked,
    identity: [...new Map(group.flatMap(({ finding }) => finding.identity ?? []).map((one) => [JSON.stringify(one), one])).values()],
    evidence: [...new Set(group.flatMap(({ finding }) => finding.evidence))],
    places,
    first: extreme(moments, (a, b) => a < b),
    last: extreme(moments, (a, b) => a > b),
    tags: [...new Set(holders.flatMap(({ image: { repository, tags } }) => tags.map((tag) => `${repository}:${tag}`)))].sort(),
    untagged: [...new Set(holders.flatMap(({ image: { repository, root, tags } }) => (tags.length === 0 ? [`${repository}@${root}`] : [])))].sort(),
    anonymous: holders.some(({ anonymous }) => anonymous),
    isNew: firstRun > newSince,
    why: words.why ?? '',
    fix: worst.fix,
    rotate: words.rotate ?? null,
    deleteCommands: [...new Set(holders.map(({ image }) => image.deleteCommand))],
  };
}

function rank<T extends Severity | Confidence>(order: readonly T[], value: T): number {
  return order.indexOf(value);
}

function extreme(moments: readonly Moment[], isBetter: (a: string, b: string) => boolean): Moment | null {
  return moments.reduce<Moment | null>((best, moment) => (best === null || isBetter(moment.at, best.at) ? moment : best), null);
}

function collectNotices(database: AuditDatabase, run: number): AuditNotice[] {
  return database.all<AuditNotice>(
    `SELECT DISTINCT place, message FROM (
       SELECT 0 AS kind, id, place, message FROM notice WHERE run = ?
       UNION ALL SELECT 1, notice.id, notice.place, notice.message FROM notice WHERE image IN (
         SELECT image.id FROM repository JOIN root ON root.repository = repository.id JOIN image ON image.root_digest = root.digest WHERE repository.run = ? AND ${LIVE})
       UNION ALL SELECT 2, notice.id, notice.place, notice.message FROM notice WHERE blob IN (
         SELECT image_layer.blob FROM repository JOIN root ON root.repository = repository.id JOIN image ON image.root_digest = root.digest
         JOIN image_layer ON image_layer.image = image.id WHERE repository.run = ? AND ${LIVE}))
     ORDER BY kind, id LIMIT ?`, run, run, run, MOST_NOTICES).map(({ place, message }) => ({ place, message }));
}

function collectChanges(database: AuditDatabase, run: number, before: Before, secrets: readonly AuditedSecret[]): AuditChanges {
  const tag = "repository.host || '/' || repository.name || ':' || tag.name";
  const tags = 'tag JOIN repository ON repository.id = tag.repository WHERE repository.run = ?';
  const here = new Set(secrets.map(({ fingerprint }) => fingerprint));
  const gone = database.all<{ fingerprint: string }>(
    `SELECT DISTINCT finding.fingerprint FROM finding JOIN image_finding ON image_finding.finding = finding.id JOIN image ON image.id = image_finding.image
     JOIN root ON root.digest = image.root_digest JOIN repository ON repository.id = root.repository
     WHERE repository.run = ? AND finding.first_run <= ? AND json_extract(finding.body, '$.suppression') IS NULL ORDER BY finding.fingerprint`, run, before.id).map(({ fingerprint }) => fingerprint).filter((fingerprint) => !here.has(fingerprint));
  return {
    since: before.started,
    appeared: listed(database, tag, `${tags} AND tag.first_run > ? AND tag.gone_run IS NULL`, run, before.id),
    vanished: listed(database, tag, `${tags} AND tag.first_run <= ? AND tag.gone_run > ?`, run, before.id, before.id),
    moved: listed(database, tag, `${tags} AND tag.first_run <= ? AND tag.moved_run > ? AND tag.gone_run IS NULL`, run, before.id, before.id),
    stillPullable: listed(database, "repository.host || '/' || repository.name || '@' || root.digest",
      `root JOIN repository ON repository.id = root.repository WHERE repository.run = ? AND root.asked_run = ? AND root.pullable = 1 AND root.first_run < repository.run
       AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.root = root.id AND tag.gone_run IS NULL)`, run, run),
    secretsGone: { count: gone.length, names: gone.slice(0, MOST_NAMES) },
  };
}

function listed(database: AuditDatabase, name: string, from: string, ...values: readonly number[]): Listed {
  const { count } = database.get<{ count: number }>(`SELECT count(*) AS count FROM ${from}`, ...values)!;
  return { count, names: database.all<{ name: string }>(`SELECT ${name} AS name FROM ${from} ORDER BY 1 LIMIT ${MOST_NAMES}`, ...values).map((row) => row.name) };
}

/** What a run counts while it goes; kept when it ends. */
export type RunStatistics = Pick<AuditStatistics, 'requests' | 'seconds'>;

function statisticsOf(database: AuditDatabase, run: RunRow): Omit<AuditStatistics, 'suppressed'> {
  const one = (sql: string): number => database.get<{ n: number | null }>(sql, run.id)?.n ?? 0;
  const live = `FROM repository JOIN root ON root.repository = repository.id`;
  const images = `${live} JOIN image ON image.root_digest = root.digest`;
  const layers = `${images} JOIN image_layer ON image_layer.image = image.id`;
  const ran = run.statistics === null ? {} : (JSON.parse(run.statistics) as Partial<RunStatistics>);
  return {
    repositories: one('SELECT count(*) AS n FROM repository WHERE run = ? AND listed_run = run'),
    tags: one(`SELECT count(*) AS n FROM repository JOIN tag ON tag.repository = repository.id JOIN root ON root.id = tag.root WHERE repository.run = ? AND tag.gone_run IS NULL AND ${LIVE}`),
    images: one(`SELECT count(*) AS n ${images} WHERE repository.run = ? AND ${LIVE}`),
    layers: one(`SELECT count(DISTINCT image_layer.blob) AS n ${layers} WHERE repository.run = ? AND ${LIVE}`),
    layersRead: one('SELECT count(*) AS n FROM layer_report WHERE run = ?'),
    bytesRead: one('SELECT sum(size) AS n FROM layer_report JOIN blob ON blob.id = layer_report.blob WHERE run = ?'),
    bytesListed: one(`SELECT sum(blob.size) AS n ${layers} JOIN blob ON blob.id = image_layer.blob WHERE repository.run = ? AND ${LIVE}`),
    requests: ran.requests ?? 0,
    seconds: ran.seconds ?? 0,
  };
}

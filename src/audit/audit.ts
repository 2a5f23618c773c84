import { LayerlintError } from '../model/error.js';
import type { AuditReport } from '../model/audit.js';
import type { Timing } from '../source/registry/timing.js';
import { answer, type RunStatistics } from './answer.js';
import { composeImages } from './compose.js';
import { LayerReports } from './layer-reports.js';
import { listTarget } from './list.js';
import type { AuditPlan } from './plan.js';
import { readLayers } from './read-layers.js';
import { readRoots } from './read-roots.js';
import { nameTarget } from './scope.js';
import { Session } from './session.js';
import { beginRun, forgetRun, type AuditStore } from './store.js';

/**
 * Reads what the plan names into the store, each distinct layer once, and gives the answer. Stopped at any moment, it goes on
 * from there when called again. A target that cannot be listed is told in a notice; throws its error where nothing could be listed.
 */
export async function runAudit(plan: AuditPlan, store: AuditStore, timing?: Timing): Promise<AuditReport> {
  const scope = [...new Set(plan.targets.map(nameTarget))].sort();
  const { choice, platform, rules, untagged, catalogue } = plan;
  const run = beginRun(store, JSON.stringify({ scope, choice, platform, rules: rules.digest, untagged, catalogue }), scope, rules, plan.now().toISOString());
  const session = new Session(plan, store, run, timing);
  try {
    await listTargets(session).catch((error: unknown) => {
      if (session.counts.repositories === 0) forgetRun(store, run);
      throw error;
    });
    const hosts = [...new Set(plan.targets.map(({ host }) => host))];
    await Promise.all(hosts.map((host) => readRoots(session, host)));
    const reports = new LayerReports(store, rules);
    await readLayers(session, reports);
    await composeImages(session, reports);
    for (const { host, message } of session.reach.notices()) session.note(host, message);
    keep(session, session.stopped ? null : plan.now().toISOString());
    session.report('done');
    return answer(store);
  } finally {
    await session.close();
  }
}

async function listTargets(session: Session): Promise<void> {
  const { targets } = session.plan;
  const failures: LayerlintError[] = [];
  for (const target of targets) {
    try {
      await listTarget(session, target);
    } catch (error) {
      if (!(error instanceof LayerlintError)) throw error;
      failures.push(error);
      session.note(nameTarget(target), error);
    }
  }
  if (failures.length === targets.length && session.counts.repositories === 0) throw failures[0]!;
}

/** A run that was stopped before counts on. */
function keep({ run, requests, seconds, store: { database } }: Session, finished: string | null): void {
  const before = JSON.parse(database.get<{ statistics: string | null }>('SELECT statistics FROM run WHERE id = ?', run.id)?.statistics ?? '{}') as Partial<RunStatistics>;
  const statistics: RunStatistics = {
    requests: (before.requests ?? 0) + requests,
    seconds: (before.seconds ?? 0) + seconds,
  };
  database.run('UPDATE run SET finished = ?, statistics = ? WHERE id = ?', finished, JSON.stringify(statistics), run.id);
}

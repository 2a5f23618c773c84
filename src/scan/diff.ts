import type { Finding, ImageReference } from '../model/finding.js';
import { LayerlintError } from '../model/error.js';
import type { Location } from '../model/location.js';
import { redactReports } from '../model/redact-report.js';
import type { Report } from '../model/report.js';
import { identifySecrets, type Secret } from '../model/secret.js';

/**
 * For each report of the newer images what they add, compared with the older image of the same platform. What an older
 * image alone still holds follows as `info`, with `stillIn`: who has its digest can still pull it.
 * Throws `ambiguous` when one side has two images of one platform.
 */
export function diffReports(older: readonly Report[], newer: readonly Report[]): Report[] {
  if (older.length === 1 && newer.length === 1) return [diffReport(older[0]!, newer[0]!)];
  const byPlatform = new Map(older.map((report) => [report.target.platform, report]));
  for (const reports of [older, newer]) {
    if (new Set(reports.map(({ target }) => target.platform)).size === reports.length) continue;
    throw new LayerlintError('ambiguous', `\`${reports[0]!.target.reference}\` and others are images of one platform; it is not clear which to compare.`, {
      hint: 'Name one image on each side, as `docker-archive:FILE:NAME:TAG`.',
    });
  }
  return newer.map((report) => {
    const before = byPlatform.get(report.target.platform);
    if (before) return diffReport(before, report);
    return { ...report, remarks: [...(report.remarks ?? []), 'There is no older image of this platform, so all that it holds is new.'] };
  });
}

function diffReport(older: Report, newer: Report): Report {
  const keyOf = identifySecrets([...older.findings, ...newer.findings].flatMap(({ secret }) => secret ?? []));
  const identify = (finding: Finding): string => identifyFinding(finding, keyOf);
  const before = new Set(older.findings.map(identify));
  const added = newer.findings.filter((finding) => !before.has(identify(finding)));
  const after = new Set(newer.findings.map(identify));
  const kept = new Set(newer.findings.flatMap(({ secret }) => (secret ? keyOf(secret) : [])));
  const image: ImageReference = { reference: older.target.reference, digest: older.target.digest };
  const gone = older.findings
    .filter((finding) => !after.has(identify(finding)) && !(finding.secret && kept.has(keyOf(finding.secret))))
    .map((finding) => asGone(finding, image));

  // Unread parts of the older image cannot hide what is new; they can hide what is gone.
  const told = new Set(newer.notices.map(({ message }) => message));
  const unread = older.notices
    .filter(({ message }) => !told.has(message))
    .map((notice) => ({ ...notice, message: `In the older image: ${notice.message}`, location: null }));
  const notices = [...newer.notices, ...unread];
  const remark = `Compared with ${image.reference}${image.digest === null || image.reference.includes(image.digest) ? '' : ` (${image.digest})`}: ${count(added.length, 'finding')} added, ${gone.length} gone, ${newer.findings.length - added.length} in both.`;
  // What either knows must be masked in what the other says.
  return redactReports([{ ...newer, complete: notices.length === 0, findings: [...added, ...gone], notices, remarks: [...(newer.remarks ?? []), remark] }])[0]!;
}

function asGone(finding: Finding, image: ImageReference): Finding {
  return {
    ...finding,
    severity: 'info',
    message: `${finding.message} The newer image no longer has it.`,
    evidence: [...finding.evidence, 'A new image does not call back the old one: whoever pulled it, or knows its digest, still has the value. Rotate it.'],
    stillIn: image,
  };
}

/** Rule, value and place: the same in a layer that was built again, and in an array that grew at its front. */
function identifyFinding({ ruleId, secret, location, excerpt }: Finding, keyOf: (secret: Secret) => string): string {
  // Without a value the text tells one place from the next; it holds masks only.
  const what = secret ? `v${keyOf(secret)}` : `t${excerpt ?? ''}`;
  return JSON.stringify([ruleId, what, location.kind, ...place(location)]);
}

function place(location: Location): readonly string[] {
  if ('path' in location) return [location.path, ...('within' in location ? location.within : [])];
  return [location.pointer.replace(/\/\d+(?=\/|$)/g, '/#')];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

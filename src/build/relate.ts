import type { Finding, RelatedPlace } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { joinPath } from './build-file.js';

/** The same reports, where each ARG of a Dockerfile that another report's finding is tied to names that place in turn. */
export function relateReports(reports: readonly Report[]): Report[] {
  const back = new Map<string, RelatedPlace[]>();
  for (const { findings } of reports) {
    for (const { location, related = [], suppression } of findings) {
      if (location.kind !== 'dockerfile' || location.region === null || suppression) continue;
      for (const { path, region } of related) {
        const key = placeKey(path, region.byteOffset);
        back.set(key, [...(back.get(key) ?? []), { path: location.path, region: location.region, message: 'The build is passed it here.' }]);
      }
    }
  }
  if (back.size === 0) return [...reports];
  return reports.map((report) => ({ ...report, findings: report.findings.map((finding) => withPlaces(finding, back)) }));
}

function withPlaces(finding: Finding, back: ReadonlyMap<string, readonly RelatedPlace[]>): Finding {
  const { location, related = [] } = finding;
  const found = location.kind === 'dockerfile' && location.region ? back.get(placeKey(location.path, location.region.byteOffset)) : undefined;
  return found ? { ...finding, related: [...related, ...found] } : finding;
}

function placeKey(path: string, offset: number): string {
  return `${joinPath('', path.replaceAll('\\', '/'))}:${offset}`;
}

import type { Exposure, Finding } from '../../src/model/finding.js';
import type { Report, ReportLayer } from '../../src/model/report.js';
import { Secret } from '../../src/model/secret.js';
import { SEVERITIES } from '../../src/model/severity.js';
import { finding, imageReport, region } from './sample-report.js';

const LAYERS = 12;

/** An image of twelve layers with so many findings, each of its own secret, spread over layers, severities and exposures. */
export function manyFindings(count: number): Report {
  const layers = Array.from({ length: LAYERS }, (_, index): ReportLayer => ({
    index,
    digest: `sha256:${String(index).padStart(2, '0').repeat(32)}`,
    diffId: `sha256:${String(index + 20).repeat(32)}`,
    createdBy: index % 3 === 0 ? `RUN step-${index} && rm -rf /tmp/step-${index}` : `COPY part-${index} /srv/part-${index}`,
    size: 1000 * 3 ** index,
    files: 10 * index,
    bytes: 3000 * 3 ** index,
  }));
  const findings = Array.from({ length: count }, (_, number): Finding => {
    const layer = layers[number % (LAYERS - 1)]!;
    const secret = new Secret(`made-up-value-${number}`);
    const exposure: Exposure = number % 3 === 0 ? { state: 'recoverable', hiddenByLayer: Math.min(LAYERS - 1, layer.index + 1 + (number % 4)) } : { state: 'present' };
    return finding(
      { kind: 'layer', path: `srv/service-${number % 97}/file-${number}.yml`, within: [], layer },
      exposure,
      { severity: SEVERITIES[number % SEVERITIES.length]!, secret, region: region(3, 8, 'x'), excerpt: `token: ${secret.masked}` },
    );
  });
  return { ...imageReport, complete: true, notices: [], findings, layers, statistics: { layers: LAYERS, files: 12_044, bytes: 301_000_000, filesSkipped: 0 } };
}

import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { createAuditProgress } from '../../src/cli/audit-progress.js';
import type { AuditProgress } from '../../src/index.js';

const EVENT: AuditProgress = { phase: 'list', repositories: 0, tags: 0, images: 0, layers: 0, layersTotal: null, bytes: 0, bytesTotal: null, findings: 0, requests: 0, workers: null, seconds: 0 };

function written(kind: 'line' | 'json' | 'none') {
  const pieces: string[] = [];
  let now = Date.parse('2026-03-01T00:00:00Z');
  const stream = new Writable({ write: (piece: Buffer, _, done) => (pieces.push(piece.toString()), done()) });
  const progress = createAuditProgress(stream, kind, () => now);
  const show = (event: Partial<AuditProgress>, later = 10_000): void => {
    now += later;
    progress.show({ ...EVENT, ...event });
  };
  return { show, pieces, clear: () => progress.clear() };
}

describe('how far an audit is', () => {
  test('is a line that rewrites itself, and goes away', () => {
    const { show, pieces, clear } = written('line');
    show({ phase: 'list', repositories: 3, tags: 20, requests: 10, seconds: 5 });
    show({ phase: 'manifests', images: 7, tags: 20, requests: 40, seconds: 10 });
    show({ phase: 'findings', findings: 4 });
    clear();
    expect(pieces.map((piece) => piece.replace('\r\u001b[2K', '>'))).toEqual(['>listing: 3 repositories, 20 tags; 10 requests, 2/s', '>manifests: 7 images of 20 tags; 40 requests, 4/s', '>putting together: 4 findings', '>']);
  });

  test('reckons what is left from the time that layers took, and not from that of the lists before', () => {
    const { show, pieces } = written('line');
    const layers = { phase: 'layers' as const, layersTotal: 100, bytesTotal: 1e9 };
    show({ phase: 'manifests', seconds: 3600 });
    show({ ...layers, seconds: 3600 });
    show({ ...layers, layers: 10, bytes: 1e8, findings: 2, seconds: 3620 });
    expect(pieces.at(-1)).toContain('layers 10/100, 100.0 MB/1.00 GB, 5.0 MB/s, 3m00 left, 2 findings');
    show({ ...layers, layers: 10, bytes: 1e8, seconds: 3620, workers: 3 });
    expect(pieces.at(-1)).toContain(', 3 workers');
    show({ ...layers, seconds: 3620, workers: 0 });
    expect(pieces.at(-1)).toContain('NO WORKER listens');
  });

  test('is not written at every step, yet whenever a phase begins', () => {
    const { show, pieces } = written('line');
    for (let step = 0; step < 1000; step++) show({ phase: 'list', tags: step }, 1);
    show({ phase: 'manifests' }, 1);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.length).toBeLessThan(10);
    expect(pieces.at(-1)).toContain('manifests');
  });

  test('for machines is one object a line, the first and the last of each phase among them', () => {
    const { show, pieces, clear } = written('json');
    show({ phase: 'list', tags: 1 });
    for (let step = 2; step <= 50; step++) show({ phase: 'list', tags: step }, 1);
    show({ phase: 'manifests', tags: 50 }, 1);
    show({ phase: 'manifests', tags: 50, images: 9 }, 1);
    clear();
    const events = pieces.map((piece) => JSON.parse(piece) as AuditProgress & { event: string; time: string });
    expect(events.map(({ event, phase, tags, images }) => ({ event, phase, tags, images }))).toEqual([
      { event: 'progress', phase: 'list', tags: 1, images: 0 },
      { event: 'progress', phase: 'list', tags: 50, images: 0 },
      { event: 'progress', phase: 'manifests', tags: 50, images: 0 },
      { event: 'progress', phase: 'manifests', tags: 50, images: 9 },
    ]);
    expect(events[0]!.time).toBe('2026-03-01T00:00:10.000Z');
  });

  test('or nothing at all', () => {
    const { show, pieces, clear } = written('none');
    show({});
    clear();
    expect(pieces).toEqual([]);
  });
});

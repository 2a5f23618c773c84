import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import process from 'node:process';
import { SampleRegistry } from '../sample-images/registry.js';
import { AuditDatabase } from '../src/audit/database.js';
import { MIGRATIONS } from '../src/audit/schema.js';
import { auditRegistries } from '../src/index.js';

/**
 * What one layer takes in the store of an audit, by the number of its entries: layers with the paths of real folders, and
 * nothing in the files. `npm run build && node dist/bench/store-size.js [folder …]`; default: node_modules.
 */
const folders = process.argv.slice(2);

async function main(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'layerlint-bench-'));
  try {
    for (const [index, folder] of (folders.length > 0 ? folders : ['node_modules']).entries()) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
      const registry = await SampleRegistry.start({ repositories: 0, tagsEach: 1, layers: 0, layerBytes: 0 });
      const layer = await registry.layer(paths.map((path) => ({ path, content: '' })));
      registry.push('app', '1', { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } }, [layer]);
      const store = join(work, `${index}.db`);
      await auditRegistries([registry.host], { store });
      await registry.stop();
      const database = await AuditDatabase.open(store, MIGRATIONS, false);
      const { bytes = 0 } = database.get<{ bytes: number }>('SELECT sum(length(report)) AS bytes FROM layer_report') ?? {};
      database.close();
      console.log(`${folder}: ${paths.length} files, ${bytes} bytes of result, ${(bytes / Math.max(1, paths.length)).toFixed(1)} a file`);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

await main();

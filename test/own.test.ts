import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { scanReference } from '../src/index.js';

test.each(['bench', 'bundle', 'docs', 'kernel', 'page', 'rules', 'sample-images', 'src'])('nothing above info in our own %s', async (folder) => {
  const [report] = await scanReference(`dir:${fileURLToPath(new URL(`../${folder}`, import.meta.url))}`);
  expect(report!.statistics.files).toBeGreaterThan(0);
  expect(report!.findings.filter(({ severity }) => severity !== 'info').map(({ ruleId, location }) => [ruleId, location])).toEqual([]);
});

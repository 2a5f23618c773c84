import type { Command } from 'commander';
import { LayerlintError, pruneLayerCache } from '../index.js';
import { cacheDirectory } from './cache-directory.js';
import { EXIT } from './exit-codes.js';
import { wholeNumber } from './flags.js';
import { writeText } from './output.js';
import type { Terminal } from './terminal.js';

/** `layerlint cache`. */
export function addCache(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('cache')
    .description(
      'Reports of layers are kept by the digest of the layer and of the rules, so that a layer is read once. ' +
        'They hold places, masks and keyed digests, never a value. Of files in which there was nothing to tell, keyed tags over path and bytes are kept, ' +
        'so that a file that stands in many layers is searched once. All take 512 MB at most; the longest unused go first.',
    )
    .addHelpText(
      'after',
      `
Environment:
  LAYERLINT_CACHE  another directory; set to nothing: keep nothing`,
    )
    .action(async () => done(await show(null, terminal)));
  command
    .command('prune')
    .summary('remove what was unused for longest')
    .option('--keep <MB>', 'how much to keep', wholeNumber, 0)
    .action(async ({ keep }: { readonly keep: number }) => done(await show(keep * 1e6, terminal)));
}

async function show(kept: number | null, terminal: Terminal): Promise<number> {
  const directory = cacheDirectory(terminal.env);
  if (directory === null) throw new LayerlintError('usage', 'Nothing is kept: `LAYERLINT_CACHE` is set to nothing, or there is no home directory.', { hint: 'Set `LAYERLINT_CACHE` to a directory.' });
  const { entries, tags, bytes } = await pruneLayerCache(directory, kept);
  await writeText(terminal.stdout, `${directory}: reports of ${entries} layer${entries === 1 ? '' : 's'}, ${tags} tag${tags === 1 ? '' : 's'} of files, ${(bytes / 1e6).toFixed(1)} MB\n`);
  return EXIT.clean;
}

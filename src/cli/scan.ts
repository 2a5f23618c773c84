import { Option, type Command } from 'commander';
import { scanReference } from '../index.js';
import { deliver } from './deliver.js';
import { addReportFlags, EXIT_CODES, type ReportFlags } from './flags.js';
import { createProgress } from './progress.js';
import { addRegistryFlags, readRegistryFlags, type RegistryFlags } from './registry-flags.js';
import type { Terminal } from './terminal.js';

interface ScanFlags extends ReportFlags, RegistryFlags {
  readonly platform?: string;
  readonly allPlatforms: boolean;
}

/** `layerlint scan`. */
export function addScan(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('scan')
    .summary('find credentials in built images: every layer, history and config')
    .description(
      'Reads built images and says which layer, history entry or config field holds a credential, ' +
        'whether it is still visible or only recoverable, and which instruction put it there. ' +
        'Nothing is unpacked to disk, and nothing in the image is run.',
    )
    .argument('<references...>', 'images to scan, or - for a tar on standard input')
    .addOption(new Option('-p, --platform <platform>', 'os/architecture[/variant] to take from an image for several').conflicts('allPlatforms'))
    .option('--all-platforms', 'scan every platform of an image for several', false);
  addReportFlags(addRegistryFlags(command))
    .addHelpText(
      'after',
      `
References:
  docker-archive:FILE   what \`docker save\` or \`podman save\` wrote
  oci:DIRECTORY         an OCI image layout
  oci-archive:FILE      an OCI image layout in a tar
  docker-daemon:NAME    an image of a running Docker or Podman
  docker://HOST/NAME    an image of a registry; no daemon is needed
  dir:PATH              a directory or a file, as if it were one layer
  -                     any of these tars on standard input
  Without a prefix the kind is found out by looking; a registry is asked last.

Examples:
  layerlint scan app.tar                          a saved image
  docker save app:1.2 | layerlint scan -          the same without a file
  layerlint scan docker-daemon:app:1.2            from the daemon
  layerlint scan docker://ghcr.io/acme/app:1.2    from a registry
  layerlint scan --all-platforms oci:build/image  every platform of a layout
  layerlint scan --fail-on high app.tar           let lesser findings pass
${EXIT_CODES}`,
    )
    .action(async (references: readonly string[], flags: ScanFlags) => done(await scan(references, flags, terminal)));
}

async function scan(references: readonly string[], flags: ScanFlags, terminal: Terminal): Promise<number> {
  const progress = createProgress(terminal.stderr, terminal.stderr.isTTY === true && !flags.quiet);
  const platform = flags.allPlatforms ? 'all' : flags.platform;
  const registry = await readRegistryFlags(flags, references, terminal);
  return deliver(references, flags, terminal, async (reference, rules) => {
    try {
      return await scanReference(reference, {
        rules,
        stdin: terminal.stdin,
        registry,
        onProgress: (event) => progress.show(event),
        ...(platform === undefined ? {} : { platform }),
      });
    } finally {
      progress.clear();
    }
  });
}

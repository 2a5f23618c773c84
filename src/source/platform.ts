import { LayerlintError } from '../model/error.js';
import type { Platform } from '../model/image.js';

/** Node's names for the architectures that OCI names otherwise. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', arm64: 'arm64', arm: 'arm', ppc64: 'ppc64le', s390x: 's390x', riscv64: 'riscv64', loong64: 'loong64' };

/** What this machine would pull: images are Linux ones, whatever system the scan runs on. */
function hostPlatform(): Platform {
  return { os: 'linux', architecture: ARCHITECTURES[process.arch] ?? process.arch };
}

/** `os/architecture[/variant]`. */
function formatPlatform(platform: Platform | null): string {
  if (platform === null) return 'unknown';
  return [platform.os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])].join('/');
}

/** True when `wanted` covers `platform`; a variant counts only where one is wanted, and `arm64` is `arm64/v8`. */
export function fitsPlatform(platform: Platform | null, wanted: Platform): boolean {
  if (platform === null || platform.os !== wanted.os || platform.architecture !== wanted.architecture) return false;
  if (wanted.variant === undefined || wanted.variant === platform.variant) return true;
  return platform.architecture === 'arm64' && wanted.variant === 'v8' && platform.variant === undefined;
}

/** Lists what there is, each once. */
export function platformNotFound(wanted: Platform, there: readonly (Platform | null)[], place: string): LayerlintError {
  const list = [...new Set(there.map((platform) => `\`${formatPlatform(platform)}\``))].join(', ');
  return new LayerlintError('platform-not-found', `${place} holds no image for \`${formatPlatform(wanted)}\`; it holds ${list === '' ? 'none' : list}.`, {
    hint: 'Choose one with `--platform`, or read all with `--all-platforms`.',
  });
}

/**
 * Which of several images are meant. Images without a platform cannot be told apart by one and stay, unless one is asked for.
 * Without a wish each group (a tag) gives this machine's architecture, or the only one that it has. With `place` null what
 * does not fit is simply left out; else throws `platform-not-found`, or `ambiguous` where only a variant tells them apart.
 */
export function choosePlatform<I extends { readonly platform: Platform | null }>(
  images: readonly I[],
  wanted: Platform | 'all' | undefined,
  groupOf: (image: I) => string,
  place: string | null,
): readonly I[] {
  if (wanted === 'all') return images;
  if (wanted !== undefined) {
    const fitting = images.filter((image) => fitsPlatform(image.platform, wanted));
    if (fitting.length === 0 && place !== null) throw platformNotFound(wanted, images.map((image) => image.platform), place);
    return fitting;
  }
  const groups = new Map<string, I[]>();
  for (const image of images) groups.set(groupOf(image), [...(groups.get(groupOf(image)) ?? []), image]);
  const chosen = new Set([...groups.values()].flatMap((group) => chooseForHost(group, place)));
  return images.filter((image) => chosen.has(image));
}

function chooseForHost<I extends { readonly platform: Platform | null }>(group: readonly I[], place: string | null): readonly I[] {
  const platforms = new Set(group.flatMap(({ platform }) => (platform === null ? [] : [formatPlatform(platform)])));
  if (platforms.size <= 1) return group;
  const host = hostPlatform();
  const fitting = group.filter((image) => fitsPlatform(image.platform, host));
  if (place !== null && fitting.length === 0) throw platformNotFound(host, group.map((image) => image.platform), place);
  const variants = new Set(fitting.map(({ platform }) => formatPlatform(platform)));
  if (place !== null && variants.size > 1) {
    throw new LayerlintError('ambiguous', `${place} holds several images for \`${formatPlatform(host)}\`: ${[...variants].map((name) => `\`${name}\``).join(', ')}.`, {
      hint: 'Choose one with `--platform`, or read all with `--all-platforms`.',
    });
  }
  return group.filter((image) => image.platform === null || fitting.includes(image));
}

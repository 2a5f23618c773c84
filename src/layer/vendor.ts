import { readRpmDatabase } from '../archive/rpm-database.js';
import { lowerBound } from './lower-bound.js';
import { hashPath } from './path-hash.js';
import { readRpmHeader } from './rpm-header.js';

/** Who published a file: the distribution's packages of Debian's, Alpine's or Red Hat's kind, or a wheel. */
export type Vendor = 'dpkg' | 'apk' | 'rpm' | 'python';

/** Of a file's bytes as stored, lower-case hexadecimal. */
export interface FileDigests {
  /** Null where none is asked for; see `asksForMd5`. */
  readonly md5: string | null;
  readonly sha1: string;
  readonly sha256: string;
}

/** No files of any vendor. */
export const NO_VENDOR_FILES = new Float64Array();

/** Which digests each vendor's database keeps; rpm took another from time to time. */
const DIGESTS: readonly (readonly [Vendor, keyof FileDigests])[] = [['dpkg', 'md5'], ['apk', 'sha1'], ['rpm', 'sha256'], ['rpm', 'md5'], ['rpm', 'sha1'], ['python', 'sha256']];

/**
 * Where a distribution's packages may put files: nowhere but in the folders of the hierarchy, not in `/usr/local`, and modules of
 * Node not where `npm install --global` puts them. https://www.debian.org/doc/debian-policy/ch-opersys.html#file-system-structure
 */
const OF_DISTRIBUTIONS = /^(?!usr\/(?:local|lib\/node_modules)\/)(?:s?bin|boot|etc|lib(?:32|64|x32|o32)?|opt|root|run|srv|usr|var)\//;

/**
 * False for a file that no database could vouch for by its MD5, which costs more than the others together: dpkg's, and those of rpm of
 * before 2009, list files of distributions alone.
 */
export const asksForMd5 = (path: string): boolean => OF_DISTRIBUTIONS.test(path);

/** One place, whether the layer's author merged `/lib` into `/usr/lib` or not. https://www.freedesktop.org/wiki/Software/systemd/TheCaseForTheUsrMerge/ */
const merged = (path: string): string => path.replace(/^usr\/(?=(?:s?bin|lib(?:32|64|x32)?)\/)/, '');

const hashFile = (vendor: Vendor, path: string, digest: string): number => hashPath(`${vendor}\0${merged(path)}\0${digest}`);

/** Whose file it is, unchanged, as the databases of an image's layers say; null where none says so. Each of `known` is ascending. */
export function vendorOf(path: string, digests: FileDigests, known: readonly Float64Array[]): Vendor | null {
  for (const [vendor, digest] of DIGESTS) {
    const value = digests[digest];
    if (value === null) continue;
    const hash = hashFile(vendor, path, value);
    if (known.some((hashes) => holds(hashes, hash))) return vendor;
  }
  return null;
}

function holds(hashes: Float64Array, hash: number): boolean {
  return hashes[lowerBound(hashes, hash)] === hash;
}

const MD5SUMS = /^var\/lib\/dpkg\/(?:info|status\.d)\/([^/]+)\.md5sums$/;
const STATUS = /^var\/lib\/dpkg\/(?:status|status\.d\/[^/.][^/]*)$/;
const APK = /^(?:usr\/)?lib\/apk\/db\/installed$/;
/** In `/var` or, where that is not the image's own, in `/usr`. */
const RPM = /^(?:var\/lib\/rpm|usr\/lib\/sysimage\/rpm|usr\/share\/rpm)\/(?:rpmdb\.sqlite|Packages(?:\.db)?)$/;
const WHEEL = /^((?:.*\/)?[^/]+\.dist-info)\/(RECORD|METADATA|direct_url\.json)$/;

/**
 * Addresses of distributions that publish all they build. A package of anyone else may be a company's own: what is in it was
 * published to whoever has its repository, and that is not everyone.
 */
const DISTRIBUTION = /@(?:[\w-]+\.)*(?:debian\.org|debian\.net|ubuntu\.com|canonical\.com|devuan\.org|kali\.org|raspberrypi\.com|raspberrypi\.org)>/i;

/**
 * What those who publish all they build write as `Vendor` into their packages. Whoever builds by himself or in a project of his own
 * on somebody's service has another one there, or none.
 */
const RPM_VENDOR =
  /^(?:Fedora Project|Red Hat, Inc\.|CentOS|AlmaLinux|Rocky(?: Enterprise Software Foundation)?|Oracle America|Amazon Linux|Amazon\.com|openSUSE|SUSE LLC <|Mageia\.Org|OpenMandriva|openEuler|http:\/\/openeuler\.org|VMware, Inc\.|Microsoft Corporation|Scientific Linux|EuroLinux|Virtuozzo|CloudLinux|Anolis|OpenAnolis|TencentOS|Alibaba|OpenCloudOS)/;

/** Files that all databases of a layer may list: several times the biggest image; eight bytes each. */
const MOST_FILES = 4_000_000;
/** Of all paths in a database of rpm, where a folder stands once for all its files: some ten times what the biggest image has. */
const MOST_CHARACTERS = 256_000_000;

/** Collects what the package databases of one layer say of files, eight bytes a file. */
export class VendorFilesBuilder {
  readonly #md5sums = new Map<string, string>();
  readonly #distributed = new Set<string>();
  readonly #wheels = new Map<string, { record: string; own: boolean }>();
  readonly #hashes: number[] = [];

  /** True for a database whose bytes are wanted. */
  wants(path: string): boolean {
    return path.includes('/') && (path.startsWith('var/lib/') || path.endsWith('/installed') || path.includes('.dist-info/') || path.includes('/rpm/')) && [MD5SUMS, STATUS, APK, RPM, WHEEL].some((one) => one.test(path));
  }

  /** Takes a database as a whole; a later one of the same path counts as well. Gives a sentence where it could not be followed to its end. */
  add(path: string, bytes: Buffer): string | null {
    if (RPM.test(path)) return this.#readRpm(bytes);
    this.#addText(path, bytes);
    return null;
  }

  #addText(path: string, bytes: Buffer): void {
    const text = bytes.toString('latin1');
    const sums = MD5SUMS.exec(path)?.[1];
    const wheel = WHEEL.exec(path);
    if (sums !== undefined) this.#md5sums.set(sums.replace(/:[\w-]+$/, ''), text);
    else if (STATUS.test(path)) this.#readStatus(text);
    else if (APK.test(path)) this.#readApk(text);
    else if (wheel) this.#keepWheel(wheel[1]!, wheel[2]!, text);
  }

  /** Ascending. */
  build(): Float64Array {
    for (const [name, text] of this.#md5sums) if (this.#distributed.has(name)) this.#readMd5sums(text);
    for (const [folder, { record, own }] of this.#wheels) if (!own) this.#readRecord(folder, record);
    return Float64Array.from(this.#hashes).sort();
  }

  #enter(vendor: Vendor, path: string, digest: string): void {
    if (this.#hashes.length < MOST_FILES) this.#hashes.push(hashFile(vendor, path, digest));
  }

  /** https://www.debian.org/doc/debian-policy/ch-controlfields.html */
  #readStatus(text: string): void {
    for (const paragraph of text.split(/\n{2,}/)) {
      const name = /^Package: *(\S+)/m.exec(paragraph)?.[1];
      const maintainers = paragraph.match(/^(?:Original-)?Maintainer:.*$/gm) ?? [];
      if (name === undefined || !maintainers.some((line) => DISTRIBUTION.test(line))) continue;
      this.#distributed.add(name);
      // Settings that a person may change have their checksums here.
      const settings = /^Conffiles:\n((?: .*\n?)*)/m.exec(paragraph)?.[1] ?? '';
      for (const [, path, digest] of settings.matchAll(/^ \/(.+) ([0-9a-f]{32})(?: obsolete)?$/gm)) this.#enter('dpkg', path!, digest!);
    }
  }

  #readMd5sums(text: string): void {
    for (const [, digest, path] of text.matchAll(/^([0-9a-f]{32}) [ *](.+)$/gm)) this.#enter('dpkg', path!, digest!);
  }

  /** `F:` a folder, `R:` a file in it, `Z:` its SHA-1. https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database */
  #readApk(text: string): void {
    let folder = '';
    let path = '';
    for (const line of text.split('\n')) {
      if (line.startsWith('F:')) folder = line.slice(2);
      else if (line.startsWith('R:')) path = folder === '' ? line.slice(2) : `${folder}/${line.slice(2)}`;
      else if (line.startsWith('Z:Q1')) this.#enter('apk', path, Buffer.from(line.slice(4), 'base64').toString('hex'));
    }
  }

  /** Those whom a distribution built and signed. That the signature is right is not checked: who can forge the database can change the file. */
  #readRpm(bytes: Buffer): string | null {
    let faults = 0;
    let characters = 0;
    for (const header of readRpmDatabase(bytes, () => (faults += 1)) ?? []) {
      const found = readRpmHeader(header);
      if (!found) faults += 1;
      if (!found?.signed || !RPM_VENDOR.test(found.vendor)) continue;
      for (const { path, digest } of found.files()) {
        characters += path.length;
        if (characters > MOST_CHARACTERS) return "The database of rpm says more than is kept of one; which files are a distribution's own is not known in full.";
        this.#enter('rpm', path, digest);
      }
    }
    return faults > 0 ? `The database of rpm is damaged in ${faults} ${faults === 1 ? 'place' : 'places'}; which files are a distribution's own is not known in full.` : null;
  }

  /** Where a project was installed from a folder or a repository, or asks not to be published, it is somebody's own. https://peps.python.org/pep-0610/ */
  #keepWheel(folder: string, name: string, text: string): void {
    const known = this.#wheels.get(folder) ?? { record: '', own: false };
    if (name === 'RECORD') known.record = text;
    else if (name === 'direct_url.json' || /^Classifier: *Private ::/im.test(text)) known.own = true;
    this.#wheels.set(folder, known);
  }

  /** https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
  #readRecord(folder: string, text: string): void {
    const root = folder.slice(0, Math.max(0, folder.lastIndexOf('/') + 1));
    for (const [, quoted, plain, digest] of text.matchAll(/^(?:"([^"]+)"|([^,"\n]+)),sha256=([\w-]{43}),/gm)) {
      this.#enter('python', resolve(`${root}${quoted ?? plain}`), Buffer.from(digest!, 'base64url').toString('hex'));
    }
  }
}

/** Scripts stand as `../../../bin/name`. */
function resolve(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

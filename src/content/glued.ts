import { kernelFor } from './survey-kernel.js';

const ELF = 0x7f454c46;
const MACH_O = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe];
/** A Mach-O for several machines, and a class of Java, whose version is greater than any number of machines. */
const FAT = 0xcafebabe;
const MOST_MACHINES = 30;

/** The note with the build id of Go, near the head of an ELF: in front of its strings nothing else tells the compiler. */
const GO_NOTE = '\x04\0\0\0Go\0\0';
const HEAD_BYTES = 64 * 1024;
/** What Go writes near the head of other programs, and beside the settings of all. */
const GO = ['Go build ID: "', '\xff Go buildinf:'];
/** Paths that stand among the strings of a Rust program, for its panics. */
const RUST = ['/rustc/', '/src/main.rs', '/src/lib.rs'];

/** True for a program in machine code; needs its first eight bytes. */
export function isMachineCode(head: Buffer): boolean {
  if (head.length < 8) return false;
  const magic = head.readUInt32BE(0);
  return magic === FAT ? head.readUInt32BE(4) <= MOST_MACHINES : magic === ELF || MACH_O.includes(magic) || (head[0] === 0x4d && head[1] === 0x5a);
}

/** True where these bytes of a program are those of a compiler that writes its strings one behind the other, without a byte in between. */
export function hasGluedStrings(bytes: Buffer): boolean {
  if (bytes.subarray(0, HEAD_BYTES).includes(GO_NOTE, 0, 'latin1')) return true;
  const signs = [...GO, ...RUST];
  const kernel = kernelFor(bytes.length);
  if (kernel === null) return signs.some((sign) => bytes.includes(sign, 0, 'latin1'));
  return kernel.findSign(bytes, (at) => signs.some((sign) => startsAt(bytes, at - Math.max(0, sign.indexOf('Go')), sign)));
}

const startsAt = (bytes: Buffer, at: number, sign: string): boolean => at >= 0 && bytes.toString('latin1', at, at + sign.length) === sign;

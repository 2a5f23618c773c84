/** Called for each keyword that stands in the bytes; `start` is its first byte. */
type KeywordHit = (keyword: number, start: number) => void;

/** Finds keywords without case in one pass, however many there are. */
export interface Prefilter {
  /** Length of the longest keyword. */
  readonly longest: number;
  /** Reports the keywords that begin in `[from, to)`, in order of their ends. */
  scan(bytes: Uint8Array, from: number, to: number, hit: KeywordHit): void;
}

/** State numbers are kept in sixteen bits, since a small table stays in the cache. */
const MOST_STATES = 65_536;

interface Node {
  readonly next: Map<number, number>;
  readonly ends: number[];
  fail: number;
}

const fold = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/**
 * Aho-Corasick as a table over classes of bytes. States with an ending keyword have the highest numbers, so that the loop
 * needs one comparison a byte. Throws a RangeError where the keywords need more than 65,536 states.
 */
export function createPrefilter(keywords: readonly string[]): Prefilter {
  const nodes = buildTrie(keywords);
  const classes = classifyBytes(keywords);
  const width = 1 << Math.ceil(Math.log2(Math.max(...classes) + 1));
  const order = orderStates(nodes);
  const table = new Uint16Array(nodes.length * width);
  fillTable(nodes, classes, width, order.rank, table);
  const shift = Math.log2(width);
  const { firstEnd, ends } = order;
  const lengths = keywords.map((keyword) => keyword.length);
  const longest = Math.max(0, ...lengths);
  return {
    longest,
    scan(bytes, from, to, hit) {
      const stop = Math.min(bytes.length, to + longest - 1);
      let state = 0;
      for (let i = from; i < stop; i++) {
        state = table[(state << shift) | classes[bytes[i]!]!]!;
        if (state < firstEnd) continue;
        for (const keyword of ends[state - firstEnd]!) {
          const start = i + 1 - lengths[keyword]!;
          if (start < to) hit(keyword, start);
        }
      }
    },
  };
}

function buildTrie(keywords: readonly string[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), ends: [], fail: 0 }];
  keywords.forEach((keyword, index) => {
    let node = 0;
    for (let i = 0; i < keyword.length; i++) {
      const byte = fold(keyword.charCodeAt(i));
      let next = nodes[node]!.next.get(byte);
      if (next === undefined) {
        next = nodes.push({ next: new Map(), ends: [], fail: 0 }) - 1;
        nodes[node]!.next.set(byte, next);
      }
      node = next;
    }
    nodes[node]!.ends.push(index);
  });
  if (nodes.length > MOST_STATES) throw new RangeError(`The keywords need ${nodes.length} states; at most ${MOST_STATES} fit.`);
  linkFailures(nodes);
  return nodes;
}

function linkFailures(nodes: readonly Node[]): void {
  const queue = [...nodes[0]!.next.values()];
  for (let head = 0; head < queue.length; head++) {
    const node = nodes[queue[head]!]!;
    for (const [byte, next] of node.next) {
      let fail = node.fail;
      while (fail !== 0 && !nodes[fail]!.next.has(byte)) fail = nodes[fail]!.fail;
      nodes[next]!.fail = nodes[fail]!.next.get(byte) ?? 0;
      nodes[next]!.ends.push(...nodes[nodes[next]!.fail]!.ends);
      queue.push(next);
    }
  }
}

/** Class 0 is every byte that stands in no keyword; a letter's two cases share one class. */
function classifyBytes(keywords: readonly string[]): Uint8Array {
  const classes = new Uint8Array(256);
  let count = 0;
  for (const keyword of keywords) {
    for (let i = 0; i < keyword.length; i++) {
      const byte = fold(keyword.charCodeAt(i));
      if (classes[byte] === 0) classes[byte] = ++count;
    }
  }
  for (let byte = 65; byte <= 90; byte++) classes[byte] = classes[byte + 32]!;
  return classes;
}

function orderStates(nodes: readonly Node[]): { rank: Uint16Array; firstEnd: number; ends: number[][] } {
  const rank = new Uint16Array(nodes.length);
  let next = 0;
  nodes.forEach((node, index) => {
    if (node.ends.length === 0) rank[index] = next++;
  });
  const firstEnd = next;
  const ends: number[][] = [];
  nodes.forEach((node, index) => {
    if (node.ends.length === 0) return;
    rank[index] = next++;
    ends.push(node.ends);
  });
  return { rank, firstEnd, ends };
}

function fillTable(nodes: readonly Node[], classes: Uint8Array, width: number, rank: Uint16Array, table: Uint16Array): void {
  const visit = [0];
  for (let head = 0; head < visit.length; head++) {
    const index = visit[head]!;
    const node = nodes[index]!;
    const row = rank[index]! * width;
    if (index !== 0) table.copyWithin(row, rank[node.fail]! * width, rank[node.fail]! * width + width);
    for (const [byte, next] of node.next) {
      table[row + classes[byte]!] = rank[next]!;
      visit.push(next);
    }
  }
}

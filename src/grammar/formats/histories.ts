import type { Format } from '../format.js';

/** What libedit writes in front of a history whose blanks and signs are octal numbers. */
const LIBEDIT = '_HiStOrY_V2_';

/** Histories of the shells of databases, where libedit hides blanks: `ALTER\040USER`. */
export const histories: readonly Format[] = [
  {
    name: 'history of a database shell',
    rule: 'password-in-command-line',
    paths: ['.mysql_history', '.psql_history', '.mariadb_history', '.sqlite_history', '.python_history', '*_history'],
    heads: [LIBEDIT],
    read: ({ bytes, text }, found) => {
      if (!text.startsWith(LIBEDIT)) return;
      const out = Buffer.allocUnsafe(bytes.length);
      const places = new Uint32Array(bytes.length + 1);
      let length = 0;
      for (let at = 0; at < bytes.length; length += 1) {
        const octal = bytes[at] === 0x5c ? /^\\([0-3][0-7]{2})/.exec(text.slice(at, at + 4)) : null;
        places[length] = at;
        out[length] = octal ? parseInt(octal[1]!, 8) : bytes[at]!;
        at += octal ? 4 : 1;
      }
      places[length] = bytes.length;
      found.view({ bytes: out.subarray(0, length), locate: (index) => places[Math.min(index, length)]! });
    },
  },
];

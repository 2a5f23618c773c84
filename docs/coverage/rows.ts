import { OFTEN } from './often.js';
import type { CoverageRow } from './row.js';
import { SELDOM } from './seldom.js';
import { SINCE } from './since.js';
import { USUAL } from './usual.js';

/** Rows under one heading. */
export interface Band {
  readonly title: string;
  readonly rows: readonly CoverageRow[];
}

/** The rows by how likely they are in an image, the likeliest first: a judgement, by what builds and services read. */
export const BANDS: readonly Band[] = [
  { title: 'What builds read and services start with', rows: USUAL },
  { title: 'What services in containers often talk to', rows: OFTEN },
  { title: 'What is in an image now and then', rows: SELDOM },
  { title: 'Newer issuers and forms', rows: SINCE },
];

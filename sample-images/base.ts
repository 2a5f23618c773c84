import type { SampleFile } from './sample.js';

/** What the samples are built on: a few files of a small distribution, nothing secret. */
export const baseLayer: readonly SampleFile[] = [
  { path: 'bin', link: { type: 'symlink', target: 'usr/bin' } },
  { path: 'etc/' },
  { path: 'etc/os-release', content: 'ID=sample\nVERSION_ID=1\nPRETTY_NAME="Sample 1"\n' },
  { path: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n' },
  { path: 'tmp/' },
  { path: 'usr/' },
  { path: 'usr/bin/' },
  { path: 'usr/bin/hello', content: '#!/bin/sh\necho "hello"\n' },
];

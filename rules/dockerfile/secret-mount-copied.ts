import { followFile } from '../../src/judge/file-way.js';
import { mountLeaks } from '../../src/judge/mount-leaks.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import { quotedPlace } from '../../src/judge/variable-way.js';
import type { Sink } from '../../src/model/finding.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';
/** A secret mount whose content the command writes somewhere that stays. */
export const secretMountCopied = defineDockerfileRule({
  id: 'secret-mount-copied',
  title: 'Secret mount written into the image',
  severity: SEVERITY,
  why: 'The mount itself leaves nothing behind, but what the command copies out of it lies in a layer like any other file.',
  fix: 'Let the program read the mount in place: `--mount=type=secret,id=npmrc,target=/root/.npmrc`, or `env=` for a variable. If a file must be written, remove it in the same RUN.',
  references: ['https://docs.docker.com/reference/dockerfile/#run---mounttypesecret'],
  examples: {
    leaks: [
      'FROM node\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci\n',
      'FROM alpine\nRUN --mount=type=secret,id=key cat /run/secrets/key > /etc/app.key\n',
      'FROM alpine\nRUN --mount=type=secret,id=gh,env=GH git clone https://x:$GH@git.example.com/a.git\n',
      'FROM alpine\nRUN --mount=type=secret,id=t set -ex; T=$(cat /run/secrets/t); ./login "$T"\n',
      'FROM node\nRUN --mount=type=secret,id=t TOKEN=$(cat /run/secrets/t) && npm config set //registry.npmjs.org/:_authToken=$TOKEN && npm ci\n',
    ],
    clean: [
      'FROM node\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n',
      'FROM node\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci && rm /root/.npmrc\n',
      'FROM alpine\nRUN --mount=type=secret,id=t curl -H "Authorization: Bearer $(cat /run/secrets/t)" https://example.com/a -o a\n',
    ],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      const secrets = instruction.mounts.filter(({ type }) => type === 'secret');
      if (instruction.keyword !== 'RUN' || secrets.length === 0) return [];
      return mountLeaks(instruction, secrets).map(({ place, into, path, how }): DockerfileProblem => {
        const sinks: Sink[] = into === null ? ['log'] : ['layer'];
        const way = path === null ? null : followFile(dockerfile, instruction, path);
        const destination = destinationOf(dockerfile, instruction, sinks, into === null ? 'medium' : SEVERITY, way);
        const mount = secrets[0]!;
        return {
          name: into ?? 'log',
          message:
            into === null
              ? 'The command prints a secret mount into the build log.'
              : `${how} writes a secret mount into ${quotedPlace(into)}, which stays in ${placeWords(destination, 'a layer of the image')}.`,
          secret: null,
          confidence: 'medium',
          severity: destination.severity,
          evidence: destination.because === null ? [] : [destination.because],
          start: place.start,
          end: place.end,
          sinks: destination.sinks,
          flow: [
            { start: mount.start, end: mount.end, message: `The secret \`${mount.id ?? 'secret'}\` is mounted.` },
            { start: place.start, end: place.end, message: into === null ? 'The command prints it into the build log.' : `${how} writes it into ${quotedPlace(into)}.` },
            ...(way?.steps ?? []),
          ],
        };
      });
    }),
});

import { NOTHING, type BuildFile } from './build-file.js';
import { buildCommands } from './command.js';

/** `withCredentials([string(credentialsId: 'x', variable: 'X')])` and `X = credentials('x')` of a Jenkinsfile. */
const JENKINS = /\b(?:variable|passwordVariable|keyFileVariable)\s*:\s*["'](\w{1,100})["']|\b(\w{1,100})\s*=\s*credentials\s*\(/g;

/** Reads scripts that are no YAML: a Jenkinsfile, a Makefile, a shell script. */
export function readScript(text: string): BuildFile {
  const secretNames = new Set([...text.matchAll(JENKINS)].map((found) => found[1] ?? found[2]!));
  return { ...NOTHING, builds: text.includes('--build-arg') ? buildCommands(text, 0) : [], secretNames };
}

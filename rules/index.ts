import type { Rule } from '../src/model/rule.js';
import { credentialRules } from './credentials.generated.js';
import { rules as cloudFiles } from './files/cloud.js';
import { rules as dockerFiles } from './files/docker.js';
import { rules as dotenvFiles } from './files/dotenv.js';
import { rules as gitFiles } from './files/git.js';
import { rules as historyFiles } from './files/history.js';
import { rules as keystoreFiles } from './files/keystore.js';
import { rules as loginFiles } from './files/login.js';
import { rules as npmFiles } from './files/npm.js';
import { rules as sshFiles } from './files/ssh.js';
import { credentialsInAddUrl } from './dockerfile/credentials-in-add-url.js';
import { secretInServiceEnvironment } from './build/secret-in-service-environment.js';
import { secretArgInRun } from './dockerfile/secret-arg-in-run.js';
import { secretFileInCopy } from './dockerfile/secret-file-in-copy.js';
import { secretInArg } from './dockerfile/secret-in-arg.js';
import { secretInCommand } from './dockerfile/secret-in-command.js';
import { secretInCopiedText } from './dockerfile/secret-in-copied-text.js';
import { secretInEnv } from './dockerfile/secret-in-env.js';
import { secretInLabel } from './dockerfile/secret-in-label.js';
import { secretInRun } from './dockerfile/secret-in-run.js';
import { secretMountCopied } from './dockerfile/secret-mount-copied.js';
import { secretRemovedLater } from './dockerfile/secret-removed-later.js';
import { unusedSuppression } from './dockerfile/unused-suppression.js';
import { secretInBuildHistory } from './image/secret-in-build-history.js';
import { secretInImageEnv } from './image/secret-in-image-env.js';
import { secretInImageLabel } from './image/secret-in-image-label.js';
import { secretInProvenance } from './image/secret-in-provenance.js';

export { credentialKeywords, credentialRules } from './credentials.generated.js';

/** Every built-in rule, sorted by folder and file name; those of issuers are listed by `kernel/list-rules.js`. `test/rules.test.ts` checks the list against the folders. */
export const builtInRules: readonly Rule[] = [
  ...credentialRules,
  ...cloudFiles,
  ...dockerFiles,
  ...dotenvFiles,
  ...gitFiles,
  ...historyFiles,
  ...keystoreFiles,
  ...loginFiles,
  ...npmFiles,
  ...sshFiles,
  credentialsInAddUrl,
  secretArgInRun,
  secretFileInCopy,
  secretInArg,
  secretInCommand,
  secretInCopiedText,
  secretInEnv,
  secretInLabel,
  secretInRun,
  secretMountCopied,
  secretRemovedLater,
  unusedSuppression,
  secretInServiceEnvironment,
  secretInBuildHistory,
  secretInImageEnv,
  secretInImageLabel,
  secretInProvenance,
];

import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'git-credential-file',
    title: 'Git login file',
    severity: 'critical',
    holds: 'the logins of code hosts in plain text',
    reference: 'https://git-scm.com/docs/git-credential-store',
    steps: ['Revoke the tokens at the hosts that it names.'],
    paths: ['.git-credentials', '.config/git/credentials', '.netrc', '_netrc', '.config/gh/hosts.yml', '.config/hub', '.config/glab-cli/config.yml'],
    except: [...SAMPLES],
    leaks: ['root/.git-credentials', 'root/.netrc', '.netrc', 'root/.config/gh/hosts.yml'],
    clean: ['.gitconfig', '.gitignore', 'netrc.py'],
  }),
] as const;

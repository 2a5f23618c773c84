import { secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'command-history-file',
    title: 'Command history',
    severity: 'medium',
    holds: 'what was typed, passwords on command lines among it',
    fix: 'Name it in `.dockerignore`, and do not copy home directories into images.',
    reference: 'https://www.gnu.org/software/bash/manual/html_node/Bash-History-Facilities.html',
    steps: ['Read it, and rotate every credential that was typed.'],
    paths: ['.bash_history', '.zsh_history', '.sh_history', '.ash_history', '.mysql_history', '.psql_history', '.rediscli_history', '.python_history', '.node_repl_history', '.irb_history', '.sqlite_history', '.mongorc.js', '.lesshst', '.dbshell', 'fish_history'],
    leaks: ['root/.bash_history', 'home/app/.psql_history'],
    clean: ['root/.bashrc', 'history.ts'],
  }),
  secretFile({
    id: 'memory-or-database-dump',
    title: 'Database or memory dump',
    severity: 'medium',
    holds: 'data, and whatever secrets the process held',
    reference: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
    steps: ['Find out what it holds, and rotate the credentials among it.'],
    paths: ['*.hprof', '*.dmp', '*.pcap', '*.pcapng', 'dump.sql', '*.sql.gz', '*_dump.sql', '*-dump.sql', 'backup.sql', '*.rdb', '*.har'],
    except: ['*example*', '*test*'],
    leaks: ['heap.hprof', 'db/dump.sql', 'dump.rdb', 'x.har'],
    clean: ['schema.sql', 'db/migrate/001.sql'],
  }),
] as const;

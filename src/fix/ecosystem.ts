import type { Instruction } from '../model/dockerfile.js';
import { commandName } from '../judge/command-text.js';

/** A file of logins, where it belongs, and who reads it. */
export interface Ecosystem {
  /** `ssh` files give way to the agent; the rest are mounted as files. */
  readonly mount: 'secret' | 'ssh';
  readonly id: string;
  /** Matches the path of the file that is copied or where it is put. */
  readonly file: RegExp;
  /** Where the program looks when nobody says otherwise; used where the target's folder is not known. Null: nowhere. */
  readonly home: string | null;
  /** Programs that read it. */
  readonly programs: ReadonlySet<string>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const NODE = set('npm npx yarn yarnpkg pnpm pnpx corepack lerna nx turbo rush bun bunx ng node ncu npm-check-updates');
const PYTHON = set('pip pip3 python python3 uv uvx pipenv pipx tox twine poetry conda mamba micromamba pdm hatch');
const GIT = set('git go npm yarn pnpm bun pip pip3 uv poetry composer bundle bundler cargo repo west gclient git-lfs gh glab mix rebar3 dep glide pod swift dart flutter cabal stack');
const SSH = new Set([...GIT, ...set('ssh scp sftp rsync ssh-keyscan ansible ansible-galaxy ansible-playbook capistrano cap')]);

/** The first that matches counts. */
const ECOSYSTEMS: readonly Ecosystem[] = [
  { mount: 'secret', id: 'npmrc', file: /(?:^|\/)\.npmrc$/i, home: '/root/.npmrc', programs: NODE },
  { mount: 'secret', id: 'yarnrc', file: /(?:^|\/)\.yarnrc(?:\.yml)?$/i, home: null, programs: NODE },
  { mount: 'secret', id: 'pip', file: /(?:^|\/)pip\.(?:conf|ini)$/i, home: '/etc/pip.conf', programs: PYTHON },
  { mount: 'secret', id: 'pypirc', file: /(?:^|\/)\.pypirc$/i, home: '/root/.pypirc', programs: PYTHON },
  { mount: 'secret', id: 'poetry', file: /(?:^|\/)pypoetry\/(?:auth|config)\.toml$/i, home: '/root/.config/pypoetry/auth.toml', programs: PYTHON },
  { mount: 'secret', id: 'netrc', file: /(?:^|\/)[._]netrc$/i, home: '/root/.netrc', programs: new Set([...GIT, ...PYTHON, ...set('curl wget ftp')]) },
  { mount: 'secret', id: 'composer', file: /(?:^|\/)auth\.json$/i, home: '/root/.composer/auth.json', programs: set('composer php') },
  { mount: 'secret', id: 'bundle', file: /(?:^|\/)\.bundle\/config$/i, home: '/root/.bundle/config', programs: set('bundle bundler gem rake rails') },
  { mount: 'secret', id: 'gem', file: /(?:^|\/)\.gem\/credentials$/i, home: '/root/.gem/credentials', programs: set('gem bundle bundler rake') },
  { mount: 'secret', id: 'maven', file: /(?:^|\/)settings(?:-security)?\.xml$/i, home: '/root/.m2/settings.xml', programs: set('mvn mvnw mvnd gradle gradlew sbt') },
  { mount: 'secret', id: 'gradle', file: /(?:^|\/)(?:gradle\.properties|init\.gradle)$/i, home: '/root/.gradle/gradle.properties', programs: set('gradle gradlew') },
  { mount: 'secret', id: 'cargo', file: /(?:^|\/)\.cargo\/(?:credentials|config)(?:\.toml)?$/i, home: '/usr/local/cargo/credentials.toml', programs: set('cargo') },
  { mount: 'secret', id: 'nuget', file: /(?:^|\/)nuget\.config$/i, home: '/root/.nuget/NuGet/NuGet.Config', programs: set('dotnet nuget msbuild mono') },
  { mount: 'secret', id: 'apt', file: /(?:^|\/)auth\.conf$|(?:^|\/)auth\.conf\.d\/[^/]+$/i, home: '/etc/apt/auth.conf', programs: set('apt apt-get aptitude') },
  { mount: 'secret', id: 'git', file: /(?:^|\/)\.git-credentials$/i, home: '/root/.git-credentials', programs: GIT },
  { mount: 'secret', id: 'aws', file: /(?:^|\/)\.aws\/(?:credentials|config)$/i, home: '/root/.aws/credentials', programs: set('aws aws2 sam cdk terraform python python3 pip pip3 node npm go chamber') },
  { mount: 'ssh', id: 'default', file: /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)\w*|[\w.-]*(?:_rsa|_ed25519|deploy_?key|deploy-key))$|(?:^|\/)\.ssh\/(?!config|known_hosts|authorized_keys|environment|[\w.-]*\.pub)[\w.-]+$/i, home: null, programs: SSH },
];

/** The ecosystem that a file belongs to, going by where it is put and then by its own name. */
export function ecosystemOf(target: string, source: string): Ecosystem | null {
  return ECOSYSTEMS.find(({ file }) => file.test(target)) ?? ECOSYSTEMS.find(({ file }) => file.test(source)) ?? null;
}

/** Commands that neither read a program's variable of a foreign name nor run anything else. */
const INDIFFERENT = set(`
  echo printf true false : cd pushd popd pwd test [ [[ export set unset local declare readonly read shift exit return trap umask ulimit break continue
  mkdir rmdir cp mv rm ln chmod chown chgrp touch install cat head tail tee tr cut sort uniq wc sed awk gawk grep egrep fgrep find ls stat readlink
  realpath basename dirname date sleep id whoami uname hostname which type mktemp truncate split paste comm diff cmp du df dd sync seq base64 md5sum
  sha1sum sha256sum sha512sum tar gzip gunzip bzip2 unzip zip xz zstd cpio
  apt apt-get apt-key apt-cache dpkg aptitude apk yum dnf microdnf rpm zypper pacman tdnf add-apt-repository debconf-set-selections
  useradd groupadd adduser addgroup usermod groupmod passwd chpasswd deluser userdel setcap locale-gen localedef update-locale update-alternatives
  update-ca-certificates update-ca-trust ldconfig gpg gpgconf dirmngr tzdata ln curl wget ssh-keyscan ssh-keygen openssl chsh mknod mkfifo`);

/** True when a command of the instruction could read a variable from its environment, or run something that does. */
export function mayReadEnvironment({ commands, form }: Instruction): boolean {
  return commands.length === 0 ? form === 'exec' : commands.some((command) => command.words.length > 0 && !INDIFFERENT.has(commandName(command)) && !isKeyword(commandName(command)));
}

const KEYWORD = set('if then elif else fi for do done while until case esac in { } ( ) ! select function time');

function isKeyword(name: string): boolean {
  return KEYWORD.has(name);
}

/** Programs that run others, of which nobody here knows what they read. */
const OPAQUE = set('make gmake cmake ninja bazel bazelisk just task rake sh bash ash dash zsh source . eval exec sudo su gosu su-exec runuser env xargs nice timeout tini dumb-init docker-php-ext-install');

/** True when a command of the instruction is one of the programs, or could run one. */
export function mayRun({ commands }: Instruction, programs: ReadonlySet<string>): boolean {
  return commands.some((command) => {
    const word = command.words[0];
    if (!word) return false;
    const name = commandName(command);
    return programs.has(name) || programs.has(name.replace(/[-.]?\d[\d.]*$/, '')) || OPAQUE.has(name) || word.expansions.length > 0 || /^\.{0,2}\/(?!usr\/|bin\/|sbin\/|opt\/)|\.sh$|\.py$/.test(word.text);
  });
}

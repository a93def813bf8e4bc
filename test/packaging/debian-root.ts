import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Ran} from './built.js';

/** What debootstrap has made is kept: it takes half a minute. */
const cache = 'node_modules/.cache/lvsctl/bookworm.tar';

/** Why there can be no root folder of Debian's here, or false. */
export function debianMissing(): string | false {
  if (process.getuid?.() !== 0) return 'chroot(2) needs root';
  if (!existsSync('/usr/sbin/debootstrap')) return 'needs debootstrap: apt-get install debootstrap';
  return process.arch === 'x64' || process.arch === 'arm64' ? false : `there is no recipe for ${process.arch}`;
}

/** A root folder as Debian's installer leaves it, with neither Node nor npm. What is mounted in it is so only while a program runs. */
export class DebianRoot {
  readonly path = mkdtempSync(join(tmpdir(), 'lvsctl-debian-'));

  constructor() {
    if (!existsSync(cache)) makeCache();
    execFileSync('tar', ['-xf', cache, '-C', this.path]);
  }

  /** The words that run a program in it, with what a machine has mounted, in namespaces that end with the program. */
  command(words: readonly string[]): readonly string[] {
    const script = 'mount -t proc proc "$0/proc" && mount --rbind /dev/pts "$0/dev/pts" && exec chroot "$0" "$@"';
    return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, this.path, ...words];
  }

  run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
    const [program = '', ...rest] = this.command(words);
    const {status, stdout, stderr} = spawnSync(program, rest, {
      encoding: 'utf8',
      env: {...rootEnvironment, ...environment},
      timeout: 60_000,
    });
    return {status, stdout, stderr};
  }

  /** Every file with its kind, mode, owner and what a link points to, but those that nobody keeps. */
  files(): string[] {
    const format = '%P %y %m %u:%g %l\\n';
    const passing = ['proc', 'tmp', 'dev'].flatMap(name => ['-path', join(this.path, name), '-prune', '-o']);
    const words = [this.path, '-xdev', ...passing, '-printf', format];
    return execFileSync('find', words, {encoding: 'utf8', maxBuffer: 2 ** 26})
      .split('\n')
      .sort();
  }

  remove(): void {
    rmSync(this.path, {recursive: true, force: true});
  }
}

export const rootEnvironment = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
};

function makeCache(): void {
  const made = mkdtempSync(join(tmpdir(), 'lvsctl-debootstrap-'));
  try {
    execFileSync('debootstrap', ['--variant=minbase', 'bookworm', made], {stdio: ['ignore', 'ignore', 'inherit']});
    mkdirSync(join(cache, '..'), {recursive: true});
    // the archives of its packages are not needed any more
    const words = ['-cf', `${cache}.${process.pid}`, '--exclude=./var/cache/apt/archives/*.deb', '-C', made, '.'];
    execFileSync('tar', words);
    renameSync(`${cache}.${process.pid}`, cache);
  } finally {
    rmSync(made, {recursive: true, force: true});
  }
}

import {execFile, execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Network} from '../directors/network.js';
import {namespacesMissing} from '../kernel/rtnetlink/namespace.js';
import {RemoteDirector} from './remote-director.js';

/** Why there can be no two directors here, or false. */
export function directorsMissing(): string | false {
  if (!existsSync('/usr/sbin/sshd') || !existsSync('/usr/bin/ssh')) return 'needs openssh-server';
  if (!existsSync('dist/lvsctl.cjs')) return 'needs a build of lvsctl (npm run build)';
  return namespacesMissing();
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds. */
  readonly took: number;
}

/**
 * Two directors on a segment, and a console that reaches them over ssh: `lb1` and `lb2` with a table of their own each,
 * `net1` and `net2` the same hosts with the virtual routers that they have; `unknown1` without its key being known.
 * Each has a keepalived (`directors[0].host.keepalived`) that somebody has to start.
 */
export class TwoDirectors {
  readonly network = new Network({directors: 3});
  readonly directors: readonly [RemoteDirector, RemoteDirector];
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-remote-'));

  private constructor() {
    for (const key of ['host', 'user'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(this.folder, key)]);
    const [first, second] = this.network.directors;
    if (!first || !second) throw new Error('there are no directors');
    this.directors = [new RemoteDirector(first, this.folder), new RemoteDirector(second, this.folder)];
    this.#configureConsole();
  }

  static async start(): Promise<TwoDirectors> {
    const pair = new TwoDirectors();
    try {
      await Promise.all(pair.directors.map(director => director.start()));
      return pair;
    } catch (error) {
      await pair.remove();
      throw error;
    }
  }

  /** Of whatever runs on the console. */
  get environment(): NodeJS.ProcessEnv {
    const shell = `ssh -F ${join(this.folder, 'ssh_config')}`;
    const own = {PATH: process.env.PATH, HOME: this.folder, XDG_CONFIG_HOME: this.folder, LVSCTL_SSH: shell};
    return {
      ...own,
      LVSCTL_KERNEL: `embedded:${join(this.folder, 'table.json')}`,
      LVSCTL_STATE_DIR: join(this.folder, 'state'),
    };
  }

  /** What starts a program on the console: the first word is the program. */
  get program(): readonly [string, ...string[]] {
    const console = this.network.directors[2]?.namespace.name as string;
    return ['ip', 'netns', 'exec', console, resolve('bin/lvsctl')];
  }

  /** lvsctl on the console, to its end. */
  run(...words: readonly string[]): Promise<Ran> {
    const begun = performance.now();
    const [program, ...first] = this.program;
    return new Promise(done =>
      execFile(
        program,
        [...first, ...words],
        {env: this.environment, timeout: 90_000, maxBuffer: 64 * 1024 * 1024},
        (error, stdout, stderr) => {
          const status = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
          done({status, stdout, stderr, took: performance.now() - begun});
        },
      ),
    );
  }

  /** lvsctl on the console, while it runs. */
  start(...words: readonly string[]) {
    const [program, ...first] = this.program;
    return spawn(program, [...first, ...words], {env: this.environment, stdio: ['pipe', 'pipe', 'pipe']});
  }

  /** The console's /etc/lvsctl/config.yaml and the like. @param text YAML */
  configure(text: string): void {
    mkdirSync(join(this.folder, 'lvsctl'), {recursive: true});
    writeFileSync(join(this.folder, 'lvsctl/config.yaml'), text, {mode: 0o600});
  }

  async remove(): Promise<void> {
    await Promise.allSettled(this.directors.map(director => director.remove()));
    await this.network.remove();
    rmSync(this.folder, {recursive: true, force: true});
  }

  #configureConsole(): void {
    const hosts = this.directors.flatMap(({address}, i) =>
      ['lb', 'net', 'unknown'].flatMap(kind => [
        `Host ${kind}${i + 1}`,
        `  HostName ${address}`,
        `  HostKeyAlias ${kind === 'unknown' ? 'nobody' : 'director'}`,
        `  SetEnv TEST_TABLE=${kind === 'net' ? 'no' : 'yes'}`,
      ]),
    );
    const all = [
      'Host *',
      '  User root',
      `  IdentityFile ${join(this.folder, 'user')}`,
      '  IdentitiesOnly yes',
      '  StrictHostKeyChecking yes',
      `  UserKnownHostsFile ${join(this.folder, 'known_hosts')}`,
      '  GlobalKnownHostsFile /dev/null',
    ];
    writeFileSync(join(this.folder, 'ssh_config'), `${[...hosts, ...all].join('\n')}\n`);
    const key = execFileSync('cut', ['-d', ' ', '-f1,2', join(this.folder, 'host.pub')], {encoding: 'utf8'});
    writeFileSync(join(this.folder, 'known_hosts'), `director ${key}`);
  }
}

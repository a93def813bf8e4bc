import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {virtualKey} from '../../src/kernel/embedded/table/entries.js';
import {type Address, parseAddress} from '../../src/net/address.js';
import type {Director} from '../directors/director.js';
import {isRunning} from '../directors/processes.js';

/** What `lvsctl rpc` does there instead of what it should. */
export type Behaviour =
  | 'right'
  | 'missing'
  | 'no sudo'
  | 'banner'
  | 'old'
  | 'ends'
  | 'other version'
  | 'silent'
  | 'deaf';

const behaviours: Readonly<Record<Exclude<Behaviour, 'right' | 'missing'>, string>> = {
  'no sudo': 'echo "sudo: a password is required" >&2; exit 1',
  banner: 'echo "Welcome to lb. All activity is monitored."',
  old: `echo "lvsctl: there is no command 'rpc'. There are: list" >&2; exit 2`,
  ends: 'exit 0',
  'other version': `echo '{"jsonrpc":"2.0","id":1,"result":{"schema":"lvsctl.rpc/7"}}'; exec cat >/dev/null`,
  silent: 'exec cat >/dev/null',
  // as if it were frozen when it has said hello
  deaf: `echo '{"jsonrpc":"2.0","id":1,"result":{"schema":"lvsctl.rpc/1","version":"0","host":"lb","clock":0,"mayWrite":true}}'; exec cat >/dev/null`,
};

/** A host with sshd, and an lvsctl whose table is in a file of its own. */
export class RemoteDirector {
  #server: ChildProcess | undefined;

  constructor(
    readonly host: Director,
    private readonly keys: string,
  ) {
    for (const folder of ['bin', 'state', 'run']) mkdirSync(host.path(folder), {mode: 0o700, recursive: true});
    this.behaves('right');
  }

  get address(): string {
    return `10.0.0.${this.host.place}`;
  }

  /** Settles when sshd listens. */
  async start(): Promise<void> {
    const settings = [
      'Port 22',
      `ListenAddress ${this.address}`,
      `HostKey ${join(this.keys, 'host')}`,
      `AuthorizedKeysFile ${join(this.keys, 'user.pub')}`,
      `PidFile ${this.host.path('sshd.pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin prohibit-password',
      'AcceptEnv TEST_TABLE',
      `SetEnv PATH=${this.host.path('bin')}:/usr/bin:/bin`,
    ];
    writeFileSync(this.host.path('sshd_config'), `${settings.join('\n')}\n`);
    mkdirSync('/run/sshd', {recursive: true});
    const words = ['netns', 'exec', this.host.namespace.name, '/usr/sbin/sshd', '-D', '-e', '-f'];
    const server = spawn('ip', [...words, this.host.path('sshd_config')], {stdio: ['ignore', 'ignore', 'pipe']});
    this.#server = server;
    await new Promise<void>((listens, fails) => {
      server.stderr.on('data', (text: Buffer) => text.includes('listening') && listens());
      server.on('exit', status => fails(new Error(`sshd ended with ${status}`)));
    });
  }

  /** From the next connection on. */
  behaves(behaviour: Behaviour): void {
    const program = this.host.path('bin/lvsctl');
    const path = (name: string) => this.host.path(name);
    const table = `LVSCTL_KERNEL=embedded:${path('table.json')}`;
    const lines = [
      '#!/bin/sh',
      `echo $$ >> ${path('pids')}`,
      ...(behaviour === 'right' || behaviour === 'missing' ? [] : [behaviours[behaviour]]),
      `export LVSCTL_STATE_DIR=${path('state')} LVSCTL_RUN_DIR=${path('run')} XDG_STATE_HOME=${path('state')} HOME=${this.host.folder}`,
      `[ "$TEST_TABLE" = no ] || export ${table}`,
      `exec ${resolve('bin/lvsctl')} "$@"`,
    ];
    writeFileSync(`${program}.new`, `${lines.join('\n')}\n`);
    chmodSync(`${program}.new`, 0o755);
    renameSync(`${program}.new`, program);
    if (behaviour === 'missing') rmSync(program);
  }

  /** Its lvsctl, without ssh. */
  lvsctl(words: readonly string[], input = ''): string {
    return execFileSync(this.host.path('bin/lvsctl'), words, {encoding: 'utf8', input, stdio: 'pipe'});
  }

  /** Gives a real server of its table connections that last a quarter of an hour. */
  holdConnections(virtual: string, real: string, count: number): void {
    const file = this.host.path('table.json');
    const table = JSON.parse(readFileSync(file, 'utf8'));
    table.connections = Array.from({length: count}, (_, i) => ({
      protocol: 6,
      client: `203.0.113.${i + 1}:40000`,
      virtual,
      server: real,
      of: virtualName(virtual),
      state: 'ESTABLISHED',
      isActive: true,
      timeout: 900_000,
      expiresAt: table.now + 900_000,
    }));
    writeFileSync(file, JSON.stringify(table), {mode: 0o600});
  }

  /** The processes of its lvsctl that run. */
  get processes(): readonly number[] {
    const file = this.host.path('pids');
    const all = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
    return all.filter(isRunning);
  }

  /** Its lvsctl says nothing, and has what it has. */
  freeze(): void {
    for (const pid of this.processes) process.kill(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.processes) process.kill(pid, 'SIGCONT');
  }

  /** Nothing passes, and nobody is told. */
  cut(): void {
    this.host.switches.cut(this.host.place, 0);
  }

  heal(): void {
    this.host.switches.heal(this.host.place, 0);
  }

  /** sshd and all its sessions. */
  async remove(): Promise<void> {
    this.thaw();
    for (const pid of this.processes) process.kill(pid, 'SIGKILL');
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise(done => server.once('exit', done));
    server.kill();
    await ended;
  }
}

/** As the embedded kernel names it: tcp. */
function virtualName(virtual: string): string {
  const [address, port] = virtual.split(':') as [string, string];
  const service = {
    family: 'ipv4',
    protocol: 6,
    address: parseAddress(address) as Address,
    port: Number(port),
    fwmark: 0,
  } as const;
  return virtualKey(service);
}

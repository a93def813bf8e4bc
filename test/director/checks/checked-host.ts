import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {ChecksReport} from '../../../src/director/protocol/checks-report.js';
import type {Director} from '../../directors/director.js';
import {OwnDirector} from '../../directors/own-director.js';
import {childrenOf} from '../../directors/processes.js';

/** A director with virtual services, whose table is in a file of its own, or the kernel's. */
export class CheckedHost extends OwnDirector {
  readonly #servers = new Map<number, ChildProcess>();
  readonly #table: string | undefined;

  constructor(host: Director, folder: string, table: 'file' | 'kernel' = 'file') {
    mkdirSync(folder, {mode: 0o700, recursive: true});
    super(host.namespace, folder);
    this.#table = table === 'file' ? `embedded:${join(folder, 'table.json')}` : undefined;
  }

  override get environment(): Readonly<Record<string, string>> {
    return {...super.environment, ...(this.#table && {LVSCTL_DIRECTOR_KERNEL: this.#table})};
  }

  /** Settles when its virtual services are checked, and its virtual routers run. */
  override runs(): Promise<void> {
    return this.shows(
      'that it runs',
      ({pid, processes, routers, checks}) =>
        pid === this.pid &&
        checks !== undefined &&
        processes.every(({state}) => state === 'running') &&
        routers.every(({state}) => state !== 'initialize'),
    );
  }

  /** The number of the process that checks; undefined where none runs. */
  get checks(): number | undefined {
    return childrenOf(this.pid, 'lvsctl-checks')[0];
  }

  /** The table as `lvsctl -S -n` tells it, a line each. */
  table(): Promise<readonly string[]> {
    const words = ['netns', 'exec', this.namespace.name, 'bin/lvsctl', '-S', '-n'];
    const env = {PATH: process.env.PATH, HOME: this.folder, ...(this.#table && {LVSCTL_KERNEL: this.#table})};
    return new Promise(resolve =>
      execFile('ip', words, {env}, (_error, stdout) =>
        resolve(stdout.split('\n').filter(line => line.startsWith('-'))),
      ),
    );
  }

  /** Waits until the table is so, in whatever order. */
  async has(...lines: readonly string[]): Promise<void> {
    let seen: readonly string[] = [];
    for (const end = performance.now() + 20_000; performance.now() < end; await delay(50)) {
      seen = await this.table();
      if (seen.toSorted().join('\n') === lines.toSorted().join('\n')) return;
    }
    throw new Error(`the table is\n${seen.join('\n')}\nand not\n${lines.join('\n')}\n${this.log}`);
  }

  /** A real server on a port of the host itself. */
  async serve(port: number): Promise<void> {
    const program = `require('node:net').createServer(socket => socket.end()).listen(${port}, '127.0.0.1', () => console.log('listens'))`;
    const server = spawn('ip', ['netns', 'exec', this.namespace.name, process.execPath, '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#servers.set(port, server);
    await once(server.stdout, 'data');
  }

  /** The real server is gone. */
  async fail(port: number): Promise<void> {
    const server = this.#servers.get(port);
    this.#servers.delete(port);
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  async report(): Promise<ChecksReport> {
    return this.call('checks', {});
  }

  override async remove(): Promise<void> {
    for (const port of this.#servers.keys()) await this.fail(port);
    await super.remove();
  }
}

/** Virtual services whose real servers are ports of the host itself, checked all the time. */
export function servicesConf(services: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(services)
    .flatMap(([address, ports]) => [
      `virtual_server ${address} 80 {`,
      ...service,
      ...ports.flatMap(realServer),
      '}',
      '',
    ])
    .join('\n');
}

const service = ['  delay_loop 0.3', '  lb_algo rr', '  lb_kind NAT', '  protocol TCP'];

function realServer(port: number): readonly string[] {
  return [
    `  real_server 127.0.0.1 ${port} {`,
    '    weight 1',
    '    TCP_CHECK {',
    '      connect_timeout 1',
    '    }',
    '  }',
  ];
}

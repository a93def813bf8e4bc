import {createServer, type Server} from 'node:http';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Director} from '../directors/director.js';
import {Switches} from '../directors/switches.js';
import {Wire} from '../directors/wire.js';
import {StoryDirector} from './story-director.js';

/** Milliseconds between two advertisements. */
export const interval = 500;
export const ports = {catastrophic: 8001, plain: 8002, other: 8003} as const;
/** What the pattern `^(a+)+$` never comes to an end with. */
const endless = `${'a'.repeat(60)}!`;

const routers = (priority: number) => [
  'routers:',
  '  VI_1:',
  '    interface: eth0',
  '    id: 51',
  `    interval: ${interval}ms`,
  `    priority: ${priority}`,
  '    addresses: [10.0.0.100/24]',
];
const services = [
  'services:',
  '  10.0.0.100:80:',
  '    scheduler: rr',
  '    check: {every: 200ms, fall: 1, rise: 1, timeout: 1s, warm-up: 100ms}',
  '    servers:',
  `      127.0.0.1:${ports.catastrophic}: {checks: [{http: {path: /, match: "^(a+)+$"}}]}`,
  `      127.0.0.1:${ports.plain}: {checks: [{http: /}]}`,
  `      127.0.0.1:${ports.other}: {checks: [{http: /}]}`,
];

/** A master that checks real servers of its own host, whose table is in a file; its backup; and who listens to both. */
export class StalledChecksSite {
  readonly #switches = new Switches(1);
  readonly #folder = mkdtempSync(join(tmpdir(), 'lvsctl-stalled-'));
  readonly #hosts = ['a', 'b', 'c'].map(
    (name, i) => new Director(name, i + 1, this.#switches, join(this.#folder, name), 'ours'),
  );
  readonly #table = `embedded:${join(this.#folder, 'table.json')}`;
  readonly master = this.#director(0, {LVSCTL_DIRECTOR_KERNEL: this.#table});
  readonly backup = this.#director(1, {});
  readonly wire = new Wire(this.#hosts[2] as Director);
  readonly #servers = new Map<number, Server>();
  /** Whether the server with the pattern says what takes it for ever. */
  isEndless = false;

  async begin(): Promise<void> {
    for (const port of Object.values(ports)) this.open(port);
    this.master.configure([...routers(150), ...services, ''].join('\n'));
    this.backup.configure([...routers(100), ''].join('\n'));
    await Promise.all([this.master.start(), this.backup.start()]);
  }

  open(port: number): void {
    const server = createServer((_request, response) => response.end(this.isEndless ? endless : 'aaaa'));
    (this.#hosts[0] as Director).namespace.within(() => server.listen(port));
    this.#servers.set(port, server);
  }

  close(port: number): void {
    this.#servers.get(port)?.close();
    this.#servers.get(port)?.closeAllConnections();
  }

  /** Ports of the real servers in the table, in order. */
  async table(): Promise<readonly number[]> {
    const rules = await this.master.lvsctl({LVSCTL_KERNEL: this.#table}, '-S', '-n');
    return [...rules.matchAll(/ -r 127\.0\.0\.1:(\d+) -m -w 1$/gm)].map(([, port]) => Number(port)).toSorted();
  }

  async remove(): Promise<void> {
    for (const server of this.#servers.values()) server.close();
    await this.wire.close();
    await Promise.all([this.master.remove(), this.backup.remove()]);
    await Promise.all(this.#hosts.map(host => host.remove()));
    this.#switches.remove();
    rmSync(this.#folder, {recursive: true, force: true});
  }

  #director(i: number, environment: Readonly<Record<string, string>>): StoryDirector {
    const host = this.#hosts[i] as Director;
    return new StoryDirector(host.namespace, host.path('story'), environment);
  }
}

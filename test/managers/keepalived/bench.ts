import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {accessSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {constants, tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import type {Machine} from '../../../src/managers/machine.js';
import type {RouterOptions, RouterWorld} from '../../../src/managers/router-world.js';
import {openThisMachine} from '../../../src/this-machine.js';
import {Namespace, namespacesMissing} from '../../kernel/rtnetlink/namespace.js';

/** Why keepalived cannot be run here, or false. */
export function keepalivedMissing(): string | false {
  try {
    accessSync('/usr/sbin/keepalived');
  } catch {
    return 'keepalived is not installed';
  }
  return namespacesMissing();
}

/** Looks again and again for 5 seconds. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (isSo()) return;
    await wait(10);
  }
  assert.fail(`not within 5 s: ${what}`);
}

export const noOptions: RouterOptions = {keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined};

export interface Started {
  readonly pid: number;
  readonly vrrpPid: () => number | undefined;
  /** Of everything it logged. */
  log(): string;
  readonly ended: Promise<unknown>;
}

/** A network namespace of its own with a veth pair, v0 and v1, and a folder for the files of each keepalived. */
export class Bench {
  readonly space = new Namespace();
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-keepalived-'));
  readonly receiver = new Receiver();
  readonly machine: Machine = this.space.within(() => openThisMachine(this.receiver));

  constructor() {
    this.space.batch([
      'link add v0 type veth peer name v1',
      'addr add 10.77.0.1/24 dev v0',
      'link set v0 up',
      'link set v1 up',
    ]);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts one that reads `NAME/keepalived.conf`, with its pid files and dumps in the same folder. */
  async run(name: string, text: string, ...words: readonly string[]): Promise<Started> {
    const config = this.write(name, text);
    const own = (file: string) => this.path(`${name}/${file}`);
    const files = [
      '-nlf',
      config,
      `-p${own('parent.pid')}`,
      '--vrrp_pid',
      own('vrrp.pid'),
      `--checkers=${own('c.pid')}`,
    ];
    const child = spawn('ip', ['netns', 'exec', this.space.name, 'keepalived', ...files, '-i', 'director1', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, TMPDIR: this.path(name)},
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (log += piece));
    const ended = new Promise(resolve => child.on('exit', resolve));
    const vrrpPid = () => (existsSync(own('vrrp.pid')) ? Number(readFileSync(own('vrrp.pid'), 'utf8')) : undefined);
    await until('keepalived runs', () => log.includes('Startup complete')).catch(error => {
      throw new Error(`${error.message}: ${log}`);
    });
    return {pid: child.pid as number, vrrpPid, log: () => log, ended};
  }

  write(name: string, text: string): string {
    mkdirSync(this.path(name), {recursive: true});
    const config = this.path(`${name}/keepalived.conf`);
    writeFileSync(config, text);
    return config;
  }

  get world(): RouterWorld {
    const network = {
      read: async () => ({
        links: JSON.parse(this.space.ip('-json', 'link')).map(({ifname}: {ifname: string}) => ({name: ifname})),
        addresses: [],
      }),
    };
    return {
      network: network as unknown as RouterWorld['network'],
      packets: undefined as unknown as RouterWorld['packets'],
      machine: this.machine,
      clock: () => performance.timeOrigin + performance.now(),
      after: (delay, call) => {
        const timer = setTimeout(call, delay);
        return () => clearTimeout(timer);
      },
      stateFolder: this.path('state'),
      runFolder: this.path('run'),
      host: 'director1.example',
      user: 'root',
      close: async () => {},
      remoteShell: [],
    };
  }

  /** Ends every keepalived that it started, and their VRRP processes. */
  async remove(): Promise<void> {
    const left = () => this.machine.processes().filter(({name}) => name === 'keepalived');
    for (const process of left()) this.machine.signal(process, constants.signals.SIGKILL);
    await until('all have ended', () => left().length === 0);
    this.space.remove();
    rmSync(this.folder, {recursive: true});
  }
}

/** One virtual router on v0. */
export function instance(name: string, virtualRouter: number, more = ''): string {
  return `vrrp_instance ${name} {
  interface v0
  virtual_router_id ${virtualRouter}
  priority 90
  version 3
  advert_int 0.1
  virtual_ipaddress {
    10.77.0.${100 + virtualRouter}/24
  }
  ${more}
}
`;
}

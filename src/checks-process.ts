import {randomInt} from 'node:crypto';
import {join} from 'node:path';
import {Health} from './checks/health/health.js';
import type {ProbeWorld} from './checks/probe/probe-world.js';
import {CheckRunner} from './checks/runner/check-runner.js';
import {CheckingProcess} from './director/checks/checking-process.js';
import type {ToChecks} from './director/checks/checks-messages.js';
import {watchNumber} from './director/checks/watch-number.js';
import {Notices} from './director/notices/notices.js';
import {SpawnedPrograms} from './director/programs/spawned-programs.js';
import type {ChecksReport} from './director/protocol/checks-report.js';
import {ByHandFile} from './director/table/by-hand-file.js';
import {TableKeeper} from './director/table/table-keeper.js';
import type {Ipvs} from './ipvs/ipvs.js';
import {openIpvs} from './kernel/ipvs/open.js';
import type {Kernel} from './kernel/kernel.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {Receiver} from './kernel/packet/receiver.js';
import {loadSystemCalls} from './kernel/packet/system-calls.js';
import {openSocket} from './kernel/socket/open-socket.js';
import {Pinger} from './kernel/socket/pinger.js';
import {DrainStore} from './maintenance/drain/drain-store.js';
import {statePlaceOfKernel} from './maintenance/state/state-place.js';
import type {Machine} from './managers/machine.js';
import {type Address, parseAddress} from './net/address.js';
import {openThisMachine} from './this-machine.js';

/** Milliseconds for ending in order, with a table to clear and notices to tell. */
const lastPatience = 9000;

/**
 * The process `checks` of a director. Its words: the folder of the running director, the name of the host.
 * LVSCTL_DIRECTOR_KERNEL of its environment names another table than the machine's.
 */
function start(): void {
  process.title = 'lvsctl-checks';
  const [folder, host] = process.argv.slice(2) as [string, string];
  const programs = new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0});
  const receiver = new Receiver();
  const machine = openThisMachine(receiver);
  const checks = new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0});
  const probes = openProbes(checks, receiver, machine);
  const checking: CheckingProcess = new CheckingProcess({
    health: new Health(),
    openRunner: (health, onEffect, watch) => new CheckRunner(health, {probes, now: clock, onEffect, watch}),
    maintenance: {onFolderChange: machine.onFolderChange, addressesOf},
    openTable: async () => openTable(folder, (...said) => checking.say(...said)),
    openNotices: isSilenced =>
      new Notices({clock, after, programs, host, log: (severity, words) => say(checking, severity, words)}, isSilenced),
    metrics,
    clock,
    after,
    seed: randomInt(2 ** 31),
    send: (message, taken) => void process.send?.(message, undefined, undefined, taken),
  });
  process.on('message', (message: ToChecks) => {
    if (message.type !== 'shut-down') return checking.hear(message);
    setTimeout(() => process.exit(1), lastPatience);
    void checking.leave(message.table).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  process.on('exit', () => checks.killAll()); // what hangs would hang on, and the next process begins another one
  process.on('disconnect', () => process.exit(0)); // whoever told it what to do is gone: the table stays
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGPIPE'] as const) process.on(signal, () => {}); // the supervisor's
  process.on('uncaughtException', error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
  checking.begin();
}

function openProbes(programs: SpawnedPrograms, receiver: Receiver, {onFolderChange}: Machine): ProbeWorld {
  const calls = loadSystemCalls();
  const identifier = process.pid & 0xffff;
  const pinger = new Pinger({receiver, clock, after, identifier, secret: randomInt(2 ** 32)});
  return {
    clock,
    after,
    openSocket: (kind, family, origin) => openSocket(calls, kind, family, origin),
    ping: (ping, onEnd) => pinger.ping(ping, onEnd),
    programs,
    watchNumber: (path, call) => watchNumber({onFolderChange, after}, path, call),
  };
}

/** Of a host by its name, as this machine finds it. */
async function addressesOf(host: string): Promise<readonly Address[]> {
  const {lookup} = await import('node:dns/promises');
  return (await lookup(host, {all: true})).flatMap(({address}) => parseAddress(address) ?? []);
}

async function openTable(
  folder: string,
  tell: (severity: 'error' | 'warning' | 'notice', words: string) => void,
): Promise<TableKeeper> {
  const place = statePlaceOfKernel(process.env);
  const drains = new DrainStore(join(place.folder, 'drains', place.namespace));
  const {ipvs} = await openIpvs(await kernel());
  return new TableKeeper({
    ipvs: withSupervisor(ipvs),
    boot: place.boot,
    drains: () => drains.read(),
    byHand: new ByHandFile(join(folder, 'by-hand.json'), place.boot, place.namespace),
    after,
    pause,
    tell,
  });
}

let opened: Promise<Kernel> | undefined;

function kernel(): Promise<Kernel> {
  opened ??= openKernel();
  return opened;
}

async function openKernel(): Promise<Kernel> {
  const choice = process.env.LVSCTL_DIRECTOR_KERNEL;
  if (!choice) return linuxKernel;
  const {openEmbeddedKernel} = await import('./kernel/embedded/open-embedded-kernel.js');
  const kernel = openEmbeddedKernel(choice, {environment: process.env, clock: Date.now});
  if (!kernel) throw new Error(`LVSCTL_DIRECTOR_KERNEL=${choice} names no kernel: say embedded:FILE`);
  return kernel;
}

/** One that was stopped, and goes on after another director has begun, writes nothing any more. */
function withSupervisor(ipvs: Ipvs): Ipvs {
  const supervisor = process.ppid;
  return new Proxy(ipvs, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...words: unknown[]) => {
        if (name === 'apply' && process.ppid !== supervisor) process.exit(0);
        return Reflect.apply(value, target, words);
      };
    },
  });
}

async function metrics(report: ChecksReport): Promise<string> {
  const {checksMetrics} = await import('./director/metrics/checks-metrics.js');
  const {renderMetrics} = await import('./director/metrics/render-metrics.js');
  return (await renderMetrics(checksMetrics(report), pause)) + (await tableText());
}

/** NB: on a socket of its own: no change of the table waits for it. */
async function tableText(): Promise<string> {
  const {readSeenServices} = await import('./director/metrics/read-seen-services.js');
  const {renderMetrics} = await import('./director/metrics/render-metrics.js');
  const {tableMetrics} = await import('./director/metrics/table-metrics.js');
  const {ipvs} = await openIpvs(await kernel());
  try {
    return await renderMetrics(tableMetrics(await readSeenServices(ipvs, pause)), pause);
  } finally {
    ipvs.close();
  }
}

/** What is only of interest is not for the log. */
function say(checking: CheckingProcess, severity: 'error' | 'warning' | 'notice' | 'info', words: string): void {
  if (severity !== 'info') checking.say(severity, words);
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // it has ended
}

/** Since 1970; it does not jump. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}

function pause(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

start();

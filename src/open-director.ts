import {existsSync, fstatSync, readdirSync, readlinkSync, writeSync} from 'node:fs';
import {hostname} from 'node:os';
import {join, resolve} from 'node:path';
import {AddressFile} from './director/addresses/address-file.js';
import {DisabledStore} from './director/checks/disabled-store.js';
import {configurationDifference} from './director/configuration-difference.js';
import {openControlSockets} from './director/control/open-control-sockets.js';
import {prepareRunFolder} from './director/control/run-folder.js';
import {type DirectorLog, isJournal, lineLog} from './director/director-log.js';
import type {LoadedConfiguration} from './director/director-world.js';
import {loadConfiguration} from './director/load-configuration.js';
import {LinuxFifoWriter} from './director/notify/fifo-writer.js';
import {SpawnedPrograms} from './director/programs/spawned-programs.js';
import type {RunWorld} from './director/run-director.js';
import {forkChecks, forkVrrp, kernelVariable} from './fork-process.js';
import type {Ipvs} from './ipvs/ipvs.js';
import {openIpvs} from './kernel/ipvs/open.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {Receiver} from './kernel/packet/receiver.js';
import {linuxResolver} from './kernel/names/linux-resolver.js';
import {makeFifo} from './kernel/process/make-fifo.js';
import {NamespaceLock} from './kernel/process/namespace-lock.js';
import {NotifySocket} from './kernel/process/notify-socket.js';
import {ProcessTable} from './kernel/process/process-table.js';
import {RtnetlinkClient} from './kernel/rtnetlink/rtnetlink-client.js';
import {DrainStore} from './maintenance/drain/drain-store.js';
import {HoldStore} from './maintenance/holds/hold-store.js';
import {DeedJournal} from './maintenance/journal/deed-journal.js';
import {JournalFile} from './maintenance/journal/journal-file.js';
import {journalFolder} from './maintenance/journal/journal-folder.js';
import {LockFile} from './maintenance/state/folder-lock.js';
import {type StatePlace, statePlaceOfKernel} from './maintenance/state/state-place.js';
import {foreignServices} from './managers/foreign-services.js';
import {foreignRouters} from './managers/keepalived/foreign-routers.js';
import {openThisMachine} from './this-machine.js';

interface DirectorOptions {
  /** The configuration file, where one was given. */
  readonly file: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
}

const usualFiles = ['/etc/lvsctl/director.yaml', '/etc/keepalived/keepalived.conf'] as const;

/** How long a director before this one may take to give up its virtual routers. */
const patience = 7000;
const pauseBetween = 50;
/** From the end of the director to that of its process, whatever else there is. */
const lastPatience = 1000;

/** The world of a director on this machine, in the network namespace of this process. */
export function openDirectorWorld({file: given, environment, version}: DirectorOptions): RunWorld {
  const file = resolve(given ?? usualFiles.find(existsSync) ?? usualFiles[0]);
  const runFolder = environment.LVSCTL_RUN_DIR || '/run/lvsctl';
  const folder = join(runFolder, 'director');
  const place = statePlaceOfKernel(environment);
  const receiver = new Receiver();
  const machine = openThisMachine(receiver);
  const table = new ProcessTable(Date.now());
  const network = new RtnetlinkClient(linuxKernel);
  const log = lineLog(writeStandardError, isJournal(environment.JOURNAL_STREAM, fstatSync(2, {bigint: true})));
  const programs = new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0});
  const lock = new NamespaceLock();
  const embedded = environment[kernelVariable];
  return {
    version,
    host: hostname(),
    pid: process.pid,
    file,
    log,
    clock: () => performance.timeOrigin + performance.now(),
    now: Date.now,
    after,
    monotonic: () => process.hrtime.bigint() / 1000n,
    load: async () =>
      markEmbedded(await loadConfiguration(file, hostname(), await linkNames(), linuxResolver()), embedded),
    difference: configurationDifference,
    foreign: async ({routers, pools}) => [
      ...foreignRouters(machine, routers, hostname()),
      ...(embedded ? [] : await foreignServices({machine, hostname: hostname(), resolver: linuxResolver()}, pools)),
    ],
    programs,
    openFifo: path => new LinuxFifoWriter(path, makeFifo, log),
    onFolderChange: machine.onFolderChange,
    processes: () => readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? (table.find(Number(name)) ?? []) : [])),
    onExit: machine.onExit,
    store: new HoldStore(place.folder, new LockFile(pause), hostOrNamespace(place)),
    deeds: new DeedJournal({
      store: new JournalFile(journalFolder(place)),
      folder: journalFolder(place),
      lock: new LockFile(pause),
      boot: place.boot,
      clock: Date.now,
    }),
    openIpvs: openTable,
    openMetrics: async options => (await import('./director/metrics/metrics-server.js')).openMetricsServer(options),
    metrics: async sources => {
      const {directorMetrics} = await import('./director/metrics/director-metrics.js');
      return directorMetrics({...sources, openIpvs: openTable, pause: () => new Promise(setImmediate)});
    },
    network,
    addresses: new AddressFile(join(folder, 'addresses.json'), place.boot, place.namespace),
    openVrrp: listener => forkVrrp(folder, lock.descriptor, listener),
    openChecks: listener => forkChecks(folder, hostname(), environment, listener),
    disabledStore: new DisabledStore(place.folder, hostOrNamespace(place)),
    onDrains(call) {
      const drains = new DrainStore(join(place.folder, 'drains', place.namespace));
      try {
        drains.prepare(); // what is not there cannot be watched
      } catch (error) {
        log('warning', `drains are noticed late: ${(error as Error).message}`);
      }
      return machine.onFolderChange(drains.folder, call);
    },
    openControl: handler =>
      openControlSockets({
        folder: runFolder,
        group: 'lvsctl',
        handler,
        world: {
          clock: () => performance.timeOrigin + performance.now(),
          after,
          soon: setImmediate,
          report: words => log('warning', words),
        },
      }),
    async lock() {
      prepareRunFolder(runFolder, undefined);
      for (let waited = 0; !lock.take(); waited += pauseBetween) {
        const {holder} = lock;
        if (holder?.isRoot === false) {
          log('warning', `process ${holder.pid}, which is not root's, keeps the lock of this network namespace`);
          break;
        }
        if (waited >= patience)
          return `another director runs in this network namespace: process ${holder?.pid ?? 'unknown'}`;
        await pause(pauseBetween);
      }
      return undefined;
    },
    onSignal(call) {
      const stop = () => call('stop');
      const reload = () => call('reload');
      process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', reload);
      return () => void process.off('SIGTERM', stop).off('SIGINT', stop).off('SIGHUP', reload);
    },
    tellManager: managerTeller(environment.NOTIFY_SOCKET, log),
    end: status => void setTimeout(() => process.exit(status), lastPatience).unref(),
  };
}

async function openTable(): Promise<Ipvs> {
  return (await openIpvs(linuxKernel)).ipvs;
}

/** All of it, or an error that says why not: nothing is waited for. @throws Error with `code`: EPIPE, ENOSPC, EAGAIN */
function writeStandardError(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(2, bytes, at);
}

/** Whoever tries a configuration out is not to take the table for the machine's. */
function markEmbedded(loaded: LoadedConfiguration, table: string | undefined): LoadedConfiguration {
  if (!table) return loaded;
  const mark = `EMBEDDED: virtual services go into ${table} and not into this machine's table (${kernelVariable})`;
  return {...loaded, warnings: [mark, ...loaded.warnings]};
}

/** Undefined where they cannot be read. */
async function linkNames(): Promise<readonly string[] | undefined> {
  const network = new RtnetlinkClient(linuxKernel);
  try {
    return (await network.read()).links.map(({name}) => name);
  } catch {
    return undefined;
  } finally {
    network.close(); // whoever only reads a configuration is to end
  }
}

/** Holds outlive the boot, and the namespace of the host may have another number after it. */
function hostOrNamespace({namespace}: StatePlace): string {
  try {
    return readlinkSync('/proc/1/ns/net') === readlinkSync('/proc/self/ns/net') ? 'host' : namespace;
  } catch {
    return namespace;
  }
}

function managerTeller(path: string | undefined, log: DirectorLog): RunWorld['tellManager'] {
  if (!path) return () => {};
  try {
    const socket = new NotifySocket(path);
    return variables => {
      try {
        socket.send(variables);
      } catch (error) {
        log('warning', `the service manager does not listen: ${(error as Error).message}`);
      }
    };
  } catch (error) {
    log('warning', (error as Error).message);
    return () => {};
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // it has ended
}

function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}

function pause(delay: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delay));
}

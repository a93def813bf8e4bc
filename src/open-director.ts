import {fork} from 'node:child_process';
import {
  existsSync,
  ftruncateSync,
  globSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeSync,
} from 'node:fs';
import {hostname} from 'node:os';
import {extname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {loadRouterConfiguration} from './config/director/load-router-configuration.js';
import {formatDirectorProblem} from './config/director/director-problem.js';
import {formatRouterDifference} from './config/director/format-router-difference.js';
import {AddressFile} from './director/addresses/address-file.js';
import {openControlSockets} from './director/control/open-control-sockets.js';
import {prepareRunFolder} from './director/control/run-folder.js';
import {type DirectorLog, lineLog} from './director/director-log.js';
import type {LoadedConfiguration} from './director/director-world.js';
import {LinuxFifoWriter} from './director/notify/fifo-writer.js';
import type {VrrpChild, VrrpChildListener} from './director/processes/vrrp-child.js';
import type {FromVrrp} from './director/processes/vrrp-messages.js';
import {SpawnedPrograms} from './director/programs/spawned-programs.js';
import type {RunWorld} from './director/run-director.js';
import {openIpvs} from './kernel/ipvs/open.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {Receiver} from './kernel/packet/receiver.js';
import {makeFifo} from './kernel/process/make-fifo.js';
import {NotifySocket} from './kernel/process/notify-socket.js';
import {ProcessTable} from './kernel/process/process-table.js';
import {tryLock} from './kernel/process/try-lock.js';
import {RtnetlinkClient} from './kernel/rtnetlink/rtnetlink-client.js';
import {HoldStore} from './maintenance/holds/hold-store.js';
import {LockFile} from './maintenance/state/folder-lock.js';
import {makePrivateFolder} from './maintenance/state/private-folder.js';
import {type StatePlace, statePlaceOfKernel} from './maintenance/state/state-place.js';
import {foreignRouters} from './managers/keepalived/foreign-routers.js';
import {openThisMachine} from './this-machine.js';

interface DirectorOptions {
  /** The configuration file, where one was given. */
  readonly file: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stderr: {write(text: string): unknown};
  readonly version: string;
}

const usualFiles = ['/etc/lvsctl/director.yaml', '/etc/keepalived/keepalived.conf'] as const;

/** How long a director before this one may take to give up its virtual routers. */
const patience = 7000;
const pauseBetween = 50;
/** Larger files are no configurations. */
const largestFile = 16 * 1024 * 1024;

/** The world of a director on this machine, in the network namespace of this process. */
export function openDirectorWorld({file: given, environment, stderr, version}: DirectorOptions): RunWorld {
  const file = resolve(given ?? usualFiles.find(existsSync) ?? usualFiles[0]);
  const runFolder = environment.LVSCTL_RUN_DIR || '/run/lvsctl';
  const folder = join(runFolder, 'director');
  const place = statePlaceOfKernel(environment);
  const receiver = new Receiver();
  const machine = openThisMachine(receiver);
  const table = new ProcessTable(Date.now());
  const network = new RtnetlinkClient(linuxKernel);
  const log = lineLog(text => void stderr.write(text), environment.JOURNAL_STREAM !== undefined);
  const programs = new SpawnedPrograms({after, killGroup, isRoot: process.getuid?.() === 0});
  let lock: number | undefined;
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
    load: async () => load(file),
    difference: formatRouterDifference,
    foreignRouters: async configuration => foreignRouters(machine, configuration, hostname()),
    programs,
    openFifo: path => new LinuxFifoWriter(path, makeFifo, log),
    onFolderChange: machine.onFolderChange,
    processes: () => readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? (table.find(Number(name)) ?? []) : [])),
    onExit: machine.onExit,
    store: new HoldStore(place.folder, new LockFile(pause), hostOrNamespace(place)),
    openIpvs: async () => (await openIpvs(linuxKernel)).ipvs,
    network,
    addresses: new AddressFile(join(folder, 'addresses.json'), place.boot, place.namespace),
    openVrrp: listener => forkVrrp(folder, lock, listener),
    openControl: handler =>
      openControlSockets({
        folder: runFolder,
        group: 'lvsctl',
        handler,
        world: {
          clock: () => performance.timeOrigin + performance.now(),
          after,
          report: words => log('warning', words),
        },
      }),
    async lock() {
      prepareRunFolder(runFolder, undefined);
      makePrivateFolder(folder);
      const path = join(folder, `${place.namespace}.lock`);
      lock = openSync(path, 'a+', 0o600);
      for (let waited = 0; !tryLock(lock); waited += pauseBetween) {
        if (waited >= patience)
          return `another director runs in this network namespace: process ${readFileSync(path, 'utf8').trim()}`;
        await pause(pauseBetween);
      }
      ftruncateSync(lock);
      writeSync(lock, `${process.pid}\n`);
      return undefined;
    },
    onSignal(call) {
      const stop = () => call('stop');
      const reload = () => call('reload');
      process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', reload);
      return () => void process.off('SIGTERM', stop).off('SIGINT', stop).off('SIGHUP', reload);
    },
    tellManager: managerTeller(environment.NOTIFY_SOCKET, log),
  };
}

/** What the file says, with everything that is wrong in words. */
function load(file: string): LoadedConfiguration {
  const {configuration, problems} = loadRouterConfiguration(file, {
    hostname: hostname(),
    readFile: readRegular,
    glob: pattern => globSync(pattern).sort(),
  });
  const wordsOf = (wanted: 'refused' | 'warning') =>
    problems.filter(({severity}) => severity === wanted).map(formatDirectorProblem);
  const refusals = wordsOf('refused');
  return {
    configuration: refusals.length > 0 ? undefined : configuration,
    problems: refusals,
    warnings: wordsOf('warning'),
  };
}

/** NB: an include may name a FIFO, which would be waited for. */
function readRegular(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= largestFile ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
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

/** @param lock goes along: as long as one of the two lives, no other director begins */
function forkVrrp(folder: string, lock: number | undefined, listener: VrrpChildListener): VrrpChild {
  // the bundle of the process lies beside this one, and is of its kind
  const script = fileURLToPath(new URL(`./vrrp-process${extname(import.meta.url)}`, import.meta.url));
  const child = fork(script, [folder], {
    serialization: 'advanced',
    execArgv: [],
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', lock ?? 'ignore'],
  });
  let isOver = false;
  const end = (words: string) => {
    if (isOver) return;
    isOver = true;
    listener.onEnd(words);
  };
  child.on('message', message => listener.onMessage(message as FromVrrp));
  child.on('error', error => end(error.message));
  child.on('exit', (status, signal) => end(signal ? `signal ${signal}` : `status ${status}`));
  child.stderr?.on('data', (piece: Buffer) => {
    for (const line of piece.toString().split('\n')) if (line !== '') listener.onWords(line);
  });
  return {
    pid: child.pid,
    send: (message, taken = () => {}) => {
      if (child.connected) child.send(message, () => taken());
    },
    kill: () => void child.kill('SIGKILL'),
  };
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

import {fork, type StdioOptions} from 'node:child_process';
import {extname} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {FromChecks, ToChecks} from './director/checks/checks-messages.js';
import type {Child, ChildListener} from './director/processes/child.js';
import type {FromVrrp, ToVrrp} from './director/processes/vrrp-messages.js';

/** Another table than the machine's: `embedded:FILE`, to try a configuration out. */
export const kernelVariable = 'LVSCTL_DIRECTOR_KERNEL';

/** An address that is added costs memory that is young: larger room for it is cleared less often. */
const vrrpOptions = ['--min-semi-space-size=16', '--max-semi-space-size=16'];
/** What a try leaves is young and short-lived: cleared often, it keeps 130 MB less at 5,000 tries a second. */
const checksOptions = [
  '--max-semi-space-size=1',
  // whom the system trusts: ldirectord trusts them too. Older ones know only those that come with Node
  ...['--use-system-ca'].filter(option => process.allowedNodeEnvironmentFlags.has(option)),
];

interface ForkedProcess {
  /** Its file: the bundle of the process lies beside this one, and is of its kind. */
  readonly file: 'vrrp-process' | 'checks-process';
  readonly words: readonly string[];
  readonly nodeOptions: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Descriptors that go along. */
  readonly descriptors: readonly number[];
}

/** The process that speaks. @param lock goes along: as long as one of the two lives, no other director begins */
export function forkVrrp(folder: string, lock: number, listener: ChildListener<FromVrrp>): Child<ToVrrp> {
  return forkProcess(
    {file: 'vrrp-process', words: [folder], nodeOptions: vrrpOptions, environment: {}, descriptors: [lock]},
    listener,
  );
}

/** The process that checks. NB: without the lock: one that hangs does not keep the virtual routers from starting again. */
export function forkChecks(
  folder: string,
  host: string,
  environment: Readonly<Record<string, string | undefined>>,
  listener: ChildListener<FromChecks>,
): Child<ToChecks> {
  const names = ['LVSCTL_STATE_DIR', kernelVariable];
  return forkProcess(
    {
      file: 'checks-process',
      words: [folder, host],
      nodeOptions: checksOptions,
      environment: Object.fromEntries(names.flatMap(name => (environment[name] ? [[name, environment[name]]] : []))),
      descriptors: [],
    },
    listener,
  );
}

/** Starts a process of the director, with a channel to it. */
function forkProcess<To, From>(
  {file, words, nodeOptions, environment, descriptors}: ForkedProcess,
  listener: ChildListener<From>,
): Child<To> {
  const script = fileURLToPath(new URL(`./${file}${extname(import.meta.url)}`, import.meta.url));
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe', 'ipc', ...descriptors];
  const child = fork(script, words, {
    serialization: 'advanced',
    execArgv: [...nodeOptions],
    env: {...environment},
    stdio,
  });
  let isOver = false;
  const end = (how: string) => {
    if (isOver) return;
    isOver = true;
    listener.onEnd(how);
  };
  child.on('message', message => listener.onMessage(message as From));
  child.on('error', error => end(error.message));
  child.on('exit', (status, signal) => end(signal ? `signal ${signal}` : `status ${status}`));
  if (child.stderr)
    createInterface({input: child.stderr}).on('line', line => {
      if (line !== '') listener.onWords(line);
    });
  return {
    pid: child.pid,
    send: (message, taken = () => {}) => {
      if (child.connected) child.send(message as object, () => taken());
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

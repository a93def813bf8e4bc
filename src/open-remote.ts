import {spawn} from 'node:child_process';
import type {RemoteWorld, ShellListener, ShellProcess} from './remote/remote-world.js';

/** What reaches other hosts from this process. */
export function openRemoteWorld(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): RemoteWorld {
  return {
    start,
    clock: () => performance.timeOrigin + performance.now(),
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    shell: environment.LVSCTL_SSH?.match(/\S+/g) ?? ['ssh'],
    lvsctl: ownProgram(),
    version,
  };
}

/** What starts this program once more: the executable that it is, or Node with its script and the name it is called by. */
function ownProgram(): readonly string[] {
  const {execPath, execArgv, argv} = process;
  const script = argv[1] ?? execPath;
  return script === execPath ? [execPath] : [execPath, ...execArgv, script, 'lvsctl'];
}

/** In a session of its own: Ctrl-C is for this process, which ends the others in order. */
function start([program = '', ...words]: readonly string[], listener: ShellListener): ShellProcess {
  const child = spawn(program, words, {stdio: 'pipe', detached: true});
  const end = (status: number | null, signal: string | null, failure?: string) =>
    listener.onEnd({status: status ?? undefined, signal: signal ?? undefined, failure});
  child.stdout.on('data', piece => listener.onOutput(piece));
  child.stderr.on('data', piece => listener.onErrors(piece));
  child.stdin.on('error', () => {}); // EPIPE: its end tells
  child.once('error', error => end(null, null, error.message));
  child.once('close', (status, signal) => end(status, signal));
  return {
    write: text => void child.stdin.write(text),
    get unwritten() {
      return child.stdin.writableLength;
    },
    end() {
      for (const stream of child.stdio) stream?.destroy();
      child.kill();
      child.unref();
    },
  };
}

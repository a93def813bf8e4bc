import {type ChildProcess, spawn} from 'node:child_process';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {ProgramEnd, Programs, ProgramToRun, RunningProgram} from './programs.js';
import {type Account, findAccount} from './accounts.js';

export interface ProgramWorld {
  after(delay: Milliseconds, call: () => void): () => void;
  /** SIGKILL to a process group; nothing where it is gone. */
  killGroup(group: number): void;
  /** Without it, nothing can be dropped: programs run as whoever runs the director. */
  readonly isRoot: boolean;
}

/** Where they are looked for by their names. */
export const programPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What they find in their environment: nothing of ours. */
const environment = {PATH: programPath, HOME: '/'};

/** How long one that was killed may take to be gone. */
const grace: Milliseconds = 500;

/** Programs of this machine. */
export class SpawnedPrograms implements Programs {
  readonly #running = new Set<() => void>();

  constructor(private readonly world: ProgramWorld) {}

  start(program: ProgramToRun, onEnd: (end: ProgramEnd) => void): RunningProgram {
    const [file, ...words] = program.command;
    const account = this.world.isRoot ? findAccount(program.user) : undefined;
    if (file === undefined || typeof account === 'string')
      return this.#failed(file === undefined ? 'there is no program' : (account as string), onEnd);
    return this.#spawn(file, words, account, program, onEnd);
  }

  /** Kills all that run: this process ends, and nobody is left to hear of them. */
  killAll(): void {
    for (const kill of this.#running) kill();
  }

  #spawn(
    file: string,
    words: readonly string[],
    account: Account | undefined,
    {timeout, input}: ProgramToRun,
    onEnd: (end: ProgramEnd) => void,
  ): RunningProgram {
    let child: ChildProcess;
    try {
      child = spawn(file, words, {
        stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
        detached: true, // a session, and with it a group, of its own
        cwd: '/',
        env: environment,
        ...(account && {uid: account.uid, gid: account.gid}), // libuv drops the other groups then
      });
    } catch (error) {
      return this.#failed((error as Error).message, onEnd); // E2BIG, EPERM, ENOMEM and NUL bytes are thrown
    }
    let isTooLong = false;
    const kill = () => {
      if (child.pid !== undefined) this.world.killGroup(child.pid);
    };
    const killInTime = () => {
      if (isGone) return;
      isTooLong = true;
      kill();
      stop = this.world.after(grace, () => end({type: 'too-long'}));
    };
    // It may have ended long ago, where this process stood still: a turn later that is known.
    let stop = this.world.after(timeout, () => {
      stop = this.world.after(0, killInTime);
    });
    let [isOver, isGone] = [false, false];
    this.#running.add(kill);
    const end = (how: ProgramEnd) => {
      if (isOver) return;
      isOver = true;
      stop();
      onEnd(how);
    };
    child.stdin?.on('error', () => {}); // it need not read
    child.stdin?.end(input);
    child.on('error', error => {
      isGone ||= child.pid === undefined;
      if (isGone) this.#running.delete(kill);
      end({type: 'failed', words: error.message});
    });
    child.on('exit', (status, signal) => {
      isGone = true;
      this.#running.delete(kill);
      if (isTooLong) end({type: 'too-long'});
      else end(status === null ? {type: 'killed', signal: signal ?? 'a signal'} : {type: 'ended', status});
    });
    return {
      kill,
      get isGone() {
        return isGone;
      },
    };
  }

  #failed(words: string, onEnd: (end: ProgramEnd) => void): RunningProgram {
    this.world.after(0, () => onEnd({type: 'failed', words}));
    return {kill() {}, isGone: true};
  }
}

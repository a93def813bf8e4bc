import {spawn} from 'node:child_process';
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

/** What they find in their environment: nothing of ours. */
const environment = {PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/'};

/** Programs of this machine. */
export class SpawnedPrograms implements Programs {
  constructor(private readonly world: ProgramWorld) {}

  start(program: ProgramToRun, onEnd: (end: ProgramEnd) => void): RunningProgram {
    const [file, ...words] = program.command;
    const account = this.world.isRoot ? findAccount(program.user) : undefined;
    if (file === undefined || typeof account === 'string')
      return this.#failed(file === undefined ? 'there is no program' : (account as string), onEnd);
    return this.#spawn(file, words, account, program.timeout, onEnd);
  }

  #spawn(
    file: string,
    words: readonly string[],
    account: Account | undefined,
    timeout: Milliseconds,
    onEnd: (end: ProgramEnd) => void,
  ): RunningProgram {
    let isTooLong = false;
    const child = spawn(file, words, {
      stdio: 'ignore',
      detached: true, // a session, and with it a group, of its own
      cwd: '/',
      env: environment,
      ...(account && {uid: account.uid, gid: account.gid}), // libuv drops the other groups then
    });
    const kill = () => {
      if (child.pid !== undefined) this.world.killGroup(child.pid);
    };
    const stop = this.world.after(timeout, () => {
      isTooLong = true;
      kill();
    });
    let isOver = false;
    const end = (how: ProgramEnd) => {
      if (isOver) return;
      isOver = true;
      stop();
      onEnd(how);
    };
    child.on('error', error => end({type: 'failed', words: error.message}));
    child.on('exit', (status, signal) => {
      if (isTooLong) end({type: 'too-long'});
      else end(status === null ? {type: 'killed', signal: signal ?? 'a signal'} : {type: 'ended', status});
    });
    return {kill};
  }

  #failed(words: string, onEnd: (end: ProgramEnd) => void): RunningProgram {
    this.world.after(0, () => onEnd({type: 'failed', words}));
    return {kill() {}};
  }
}

import koffi from 'koffi';
import type {Listening, Receiver} from '../packet/receiver.js';
import {lastErrno} from '../packet/system-calls.js';
import {systemError} from '../packet/system-error.js';
import type {SeenProcess} from './process-table.js';

/** Who a process is: its number, and when it was started. */
export type ProcessIdentity = Pick<SeenProcess, 'pid' | 'startTicks'>;

/** __NR_pidfd_open (Linux 5.3) and __NR_pidfd_send_signal (Linux 5.1), which are the same on all machines. */
const number = {open: 434, sendSignal: 424} as const;
const noSuchProcess = 3;
const notImplemented = 38;

/** Signals processes and awaits their end, by pidfd_open(2): never another process that has got the number. */
export class ProcessHandles {
  #calls: ReturnType<typeof loadCalls> | undefined;

  constructor(
    private readonly receiver: Receiver,
    private readonly find: (pid: number) => ProcessIdentity | undefined,
  ) {}

  /**
   * Calls once it has ended, or at once where it is not there, in a later turn. Where the kernel has no pidfd_open(2)
   * it is never called: whoever waits looks at /proc besides.
   * @returns what ends the waiting
   */
  onExit(target: ProcessIdentity, call: () => void): () => void {
    let listening: Listening | undefined;
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      call();
    };
    const handle = this.#open(target);
    if (handle === 'gone') queueMicrotask(end);
    else if (handle !== 'unsupported')
      listening = this.receiver.whenReadable(handle, {onReadable: end, onEnd: () => {}});
    return () => {
      isOver = true;
      listening?.giveUp();
    };
  }

  /** @throws Error with `code`: ESRCH, EPERM */
  signal(target: ProcessIdentity, signal: number): void {
    const handle = this.#open(target);
    if (handle === 'gone') throw systemError('pidfd_open', noSuchProcess);
    const calls = this.#loaded();
    if (handle === 'unsupported') {
      if (calls.kill(target.pid, signal) < 0) throw systemError('kill', lastErrno());
      return;
    }
    const result = calls.syscall(number.sendSignal, handle, signal, null, 0);
    const errno = lastErrno();
    calls.close(handle);
    if (result < 0) throw systemError('pidfd_send_signal', errno);
  }

  /** NB: the number may be another's by now, until the handle is had and the start compared after that. */
  #open(target: ProcessIdentity): number | 'gone' | 'unsupported' {
    const calls = this.#loaded();
    const handle = calls.syscall(number.open, target.pid, 0, null, 0);
    const errno = handle < 0 ? lastErrno() : 0;
    if (errno === noSuchProcess) return 'gone';
    if (errno !== 0 && errno !== notImplemented) throw systemError('pidfd_open', errno);
    if (this.find(target.pid)?.startTicks === target.startTicks) return errno === 0 ? handle : 'unsupported';
    if (errno === 0) calls.close(handle);
    return 'gone';
  }

  #loaded(): ReturnType<typeof loadCalls> {
    this.#calls ??= loadCalls();
    return this.#calls;
  }
}

function loadCalls() {
  const libc = koffi.load('libc.so.6');
  return {
    syscall: libc.func('long syscall(long number, long first, long second, void *third, long fourth)') as (
      ...values: unknown[]
    ) => number,
    kill: libc.func('int kill(int pid, int signal)') as (pid: number, signal: number) => number,
    close: libc.func('int close(int fd)') as (descriptor: number) => number,
  };
}

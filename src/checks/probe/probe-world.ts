import type {Address, Family} from '../../net/address.js';
import type {Milliseconds} from '../milliseconds.js';
import type {ProbeStep, Verdict} from './verdict.js';

/** What probes get from outside. Sockets without mark and interface are Node's own. */
export interface ProbeWorld {
  /** It does not jump. */
  clock(): Milliseconds;
  /** @returns what takes the call back */
  after(delay: Milliseconds, call: () => void): () => void;
  /**
   * A non-blocking socket that is not connected, with mark, interface and local address set; one of UDP is told of all ICMP errors.
   * @returns its descriptor. @throws Error with `code`: EPERM, ENODEV, EADDRNOTAVAIL
   */
  openSocket(kind: 'tcp' | 'udp', family: Family, options: SocketOptions): number;
  /** One echo request. @param onEnd called once. @returns what gives it up */
  ping(ping: Ping, onEnd: (end: PingEnd) => void): () => void;
  readonly programs: ProbePrograms;
  /** Tells the number in a file now, and again when it is another one; undefined where there is none. @returns what ends it */
  watchNumber(path: string, call: (value: number | undefined) => void): () => void;
}

export interface SocketOptions {
  readonly mark?: number;
  readonly bindInterface?: string;
  /** Not needed of TCP: Node binds what it connects. */
  readonly bindAddress?: Address;
  /** Only with an address. */
  readonly bindPort?: number;
}

export interface Ping extends SocketOptions {
  readonly address: Address;
  readonly timeout: Milliseconds;
}

export type PingEnd =
  | {readonly type: 'answered'; readonly latency: Milliseconds}
  | {readonly type: 'silent'}
  /** `code` of errno: EHOSTUNREACH says that it is not there, EPERM that we cannot ask. */
  | {readonly type: 'failed'; readonly code: string; readonly words: string};

/** Runs the programs of checks: without a shell, in a process group of its own that is killed when its time is over. */
export interface ProbePrograms {
  /** @param onEnd called once, in a later turn. @returns what kills it; onEnd is called all the same */
  start(
    program: {readonly command: readonly string[]; readonly user: string | undefined; readonly timeout: Milliseconds},
    onEnd: (end: ProbeProgramEnd) => void,
  ): {kill(): void};
}

export type ProbeProgramEnd =
  | {readonly type: 'ended'; readonly status: number}
  | {readonly type: 'killed'; readonly signal: string}
  | {readonly type: 'too-long'}
  | {readonly type: 'failed'; readonly words: string};

/** A try that runs. */
export interface RunningProbe {
  /** Ends it without a verdict: everything it holds is let go. */
  cancel(): void;
}

/**
 * Tries a probe once. The verdict comes in a later turn, once, at the latest when its limits are over.
 * @param onStep for people who watch; undefined costs nothing
 */
export type StartProbe<P> = (
  probe: P,
  world: ProbeWorld,
  onVerdict: (verdict: Verdict) => void,
  onStep?: (step: ProbeStep) => void,
) => RunningProbe;

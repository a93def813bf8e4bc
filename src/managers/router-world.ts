import type {Milliseconds} from '../vrrp/intervals.js';
import type {NetworkPort, PacketPort} from '../vrrp/ports.js';
import type {Machine} from './machine.js';

/** What watching and moving virtual routers gets from outside: this machine's sockets, processes and clock. */
export interface RouterWorld {
  readonly packets: PacketPort;
  readonly network: NetworkPort;
  readonly machine: Machine;
  /** Since 1970, of a clock that does not jump. */
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** Where holds and the journal are kept: $LVSCTL_STATE_DIR, else /var/lib/lvsctl. */
  readonly stateFolder: string;
  /** Where the files and sockets of a running director are: $LVSCTL_RUN_DIR, else /run/lvsctl. */
  readonly runFolder: string;
  readonly host: string;
  /** Whoever is at the terminal: SUDO_USER, else the login name. */
  readonly user: string;
  /** What stands for ssh(1), with its first words: $LVSCTL_SSH. */
  readonly remoteShell: readonly string[];
  /** Closes sockets and watches. */
  close(): Promise<void>;
}

/** What was given on the command line instead of being found. */
export interface RouterOptions {
  /** --keepalived-config */
  readonly keepalivedConfig: string | undefined;
  /** --keepalived-pid: a file with the number of the parent process. */
  readonly keepalivedPid: string | undefined;
  /** --fifo: a FIFO to read although it is not ours. */
  readonly fifo: string | undefined;
}

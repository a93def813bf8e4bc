import type {Change} from '../../ipvs/change.js';
import type {Command} from '../../ipvsadm/command.js';
import type {Dialect} from '../../ipvsadm/dialect.js';
import type {Failure} from '../../ipvsadm/failure.js';
import type {Changer} from '../../maintenance/journal/changer.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';
import type {Resolver} from '../../net/resolver.js';

/** Text going out. */
export interface Output {
  write(text: string): unknown;
}

/** Everything a run of ipvsadm's grammar gets from outside. */
export interface IpvsadmContext {
  /** The name in messages. */
  readonly program: string;
  readonly dialect: Dialect;
  /** The command line without the program's name. */
  readonly words: readonly string[];
  /** Opens IPVS. Rejects with IpvsUnavailable. */
  connect(): Promise<OpenIpvs>;
  /** Whoever makes changes: journalled as lvsctl, and not under the names ipvsadm*. */
  openChanger(): Promise<Changer>;
  /** Why policies let nothing be changed, in words; absent under the names ipvsadm*, which have none. */
  readonly refusal?: () => Promise<string | undefined>;
  /** Loads the ip_vs module as modprobe(8) does; false where that failed. */
  loadModule(): Promise<boolean>;
  /** Whether it runs as root. */
  readonly isRoot: boolean;
  readonly resolver: Resolver;
  readonly stdin: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** lvsctl's own -v. */
  readonly version: string;
  /** What lvsctl's -h says behind ipvsadm's usage text: the commands that have names. */
  furtherHelp(): Promise<string>;
  /** What to do about a line that is not understood; absent under the names ipvsadm*, which say what ipvsadm says. */
  readonly hint?: (failure: Failure) => Promise<string>;
  /** What to do about what the kernel refused, a change or a listing; absent under the names ipvsadm*. */
  readonly advise?: (refused: Error, change?: Change) => Promise<string>;
  /** In front of every table when it is not the machine's own; empty otherwise. */
  readonly mark: string;
}

/** Runs a parsed command; resolves to its exit status. */
export type Execute = (command: Command) => Promise<number>;

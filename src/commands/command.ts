import type {ProbeWorld} from '../checks/probe/probe-world.js';
import type {Resolver} from '../net/resolver.js';
import type {Owner} from '../maintenance/owner.js';
import type {DrainSurroundings} from './drain/drain-context.js';
import type {DirectorClient} from '../director/protocol/director-client.js';
import type {SocketKind} from '../director/protocol/socket-kinds.js';
import type {RunWorld} from '../director/run-director.js';
import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {Journal} from '../maintenance/journal/open-journal.js';
import type {ChecksOptions} from '../managers/checks-world.js';
import type {OpenedChecks} from '../managers/open-checks.js';
import type {RouterOptions} from '../managers/router-world.js';
import type {DoctorWorld} from '../doctor/world.js';
import type {RemoteWorld} from '../remote/remote-world.js';
import type {Settings} from '../settings/settings.js';
import type {Deed} from '../settings/who-may.js';
import type {DashboardWorld} from '../tui/world.js';
import type {Routers} from '../managers/open-routers.js';
import type {GivenTexts} from './parse-command.js';
import type {ReportWorld} from './report/report-world.js';
import type {RpcSurroundings} from './rpc/rpc-surroundings.js';
import type {SimulatedClients} from './traffic/simulated-clients.js';

/** What words are names of, where a shell may complete them. */
export type CompletionSource =
  | 'drain'
  | 'file'
  | 'folder'
  | 'host'
  | 'instance'
  | 'interface'
  | 'journal entry'
  | 'real server'
  | 'service'
  | 'service or server'
  | 'snapshot'
  | 'topic';

/** What a word on the command line is read as. `parse` throws Usage. */
export interface Kind<T> {
  /** What stands for it in help, such as SECONDS; undefined for a flag. */
  readonly placeholder: string | undefined;
  readonly choices?: readonly string[];
  readonly completes?: CompletionSource;
  /** What names of the settings may stand in it; their numbers take their place before it is read. */
  readonly names?: 'service' | 'services' | 'server';
  parse(text: string): T;
}

export interface OptionDefinition<T> {
  readonly kind: Kind<T>;
  readonly describe: string;
  readonly alias?: string;
}

/** Positional words, any number of them. */
export interface WordsDefinition<T> {
  readonly name: string;
  /** How they stand in the usage line, where that is not `[NAME...]`. */
  readonly usage?: string;
  readonly kind: Kind<T>;
  readonly describe: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the value types of a command's options differ
type Options = Readonly<Record<string, OptionDefinition<any>>>; // oxlint-disable-line no-explicit-any

/** An option that was not given is undefined. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends OptionDefinition<infer T> ? T | undefined : never;
};

/** What a command is about to do, for policies. `as a daemon`: it works for as long as it runs, started by root himself. */
export type Change = 'nothing' | 'something' | 'something with a reason' | 'as a daemon';

export type RemoteAccess = 'reads' | 'changes';

/** A command with a name of its own. Help, completion and errors are made from it. */
export interface CommandDefinition<O extends Options = Options, W = unknown> {
  readonly name: string;
  readonly summary: string;
  /** For lists of commands, in 58 columns, where what the summary begins with is longer. */
  readonly brief?: string;
  readonly words?: WordsDefinition<W>;
  readonly options: O;
  /** SIGTERM and SIGHUP (a lost terminal) end it as Ctrl-C does, so that it puts back what it has begun. */
  readonly endsInOrder?: true;
  /** It hears SIGINT, SIGTERM and SIGHUP itself. */
  readonly takesSignals?: true;
  /** It gets its words as they are, options too. */
  readonly takesWordsAsTheyAre?: true;
  /**
   * Whether other hosts may ask for it (`lvsctl rpc`); absent: it works only where it is started. What changes something,
   * or names a file, needs `lvsctl rpc --write`; so does what this says of itself.
   */
  readonly remote?: true | ((options: Values<O>) => RemoteAccess);
  /** It is for programs: no list of commands has it. */
  readonly isHidden?: true;
  /** Whether it would change anything; absent: it never does. Policies are asked before it runs. */
  readonly changes?: (options: Values<O>, words: readonly W[]) => Change;
  /** It tells itself what is wrong with the settings. */
  readonly tellsSettings?: true;
  /** What a page about it says after the summary, a paragraph each. */
  readonly about?: readonly string[];
  /** Exit statuses that mean something of their own here; the others are those of all commands. */
  readonly exits?: readonly (readonly [status: number, meaning: string])[];
  /** Names of commands and topics. */
  readonly seeAlso?: readonly string[];
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [string, string])[];
  /**
   * Resolves to the exit status (0 done; 1 a finding; 2 usage or no access).
   * NB: what it needs beyond words and options is imported when it runs: every command line loads all definitions.
   */
  run(options: Values<O>, words: readonly W[], context: CommandContext): Promise<number>;
}

/** The terminal this process has, for a command that takes it over. */
export type OpenTerminal = () => Promise<
  Omit<DashboardWorld, 'connect' | 'openRouters' | 'openChecks' | 'openChanger' | 'isEmbedded'>
>;

/** Everything a command gets from outside. */
export interface CommandContext {
  /** Opens IPVS; undefined after saying on stderr why it cannot be had (then the exit status is 2). */
  open(): Promise<OpenIpvs | undefined>;
  /** Opens IPVS once more, after it went away. Rejects with IpvsUnavailable. */
  reconnect(): Promise<OpenIpvs>;
  /** The made-up director in memory, whose traffic goes on while the process lives. */
  openDemo(): Promise<OpenIpvs>;
  /** Where changes are recorded, and whoever makes them; undefined for a table that ends with the process. */
  openJournal(): Promise<Journal | undefined>;
  /** What watches and moves virtual routers; undefined after saying on stderr why it cannot be had (then the exit status is 2). */
  openRouters(options: RouterOptions): Promise<Routers | undefined>;
  /** Whoever checks real servers; undefined after saying on stderr why it cannot be looked for (then the exit status is 2). */
  openChecks(options: ChecksOptions): Promise<OpenedChecks | undefined>;
  /** What checks get that run once in this process. */
  openProbes(): Promise<ProbeWorld>;
  /** What a director gets of the machine; undefined after saying on stderr why it cannot be (then the exit status is 2). @param file its configuration, where one was given */
  openDirector(file: string | undefined): Promise<RunWorld | undefined>;
  /** A connection to the director that runs. Rejects with NoAnswer. */
  connectDirector(kind: SocketKind): Promise<DirectorClient>;
  /** What drains get of the machine. Rejects for a table that ends with its process. */
  openDrains(): Promise<DrainSurroundings>;
  /** What the doctor looks at, and what it may do. */
  openDoctor(): Promise<DoctorWorld>;
  /** Whoever else writes the table; nobody where it is not the machine's own. */
  openOwners(): Promise<readonly Owner[]>;
  /** What the administrator and the user have set; read once. What is wrong with it was told. */
  settings(): Promise<Settings>;
  /** Why policies do not let whoever is there do something, in words; undefined where they do. What a command changes itself is asked for before it runs. */
  refusal(deed: Deed): Promise<string | undefined>;
  /** The command's own words and options as texts. */
  readonly given: GivenTexts;
  /** What reaches other hosts, over ssh. */
  openRemote(): Promise<RemoteWorld>;
  /** Clients of a service of the embedded kernel. Rejects where that is not in a file. */
  simulateClients(wish: SimulatedClients): Promise<void>;
  /** What a report gets of the machine. */
  openReport(): Promise<ReportWorld>;
  /** Standard input and output for `lvsctl rpc`. */
  openRpc(): Promise<RpcSurroundings>;
  readonly openTerminal: OpenTerminal;
  readonly stdin: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Names of hosts and services, as this machine resolves them. */
  readonly resolver: Resolver;
  /** Milliseconds since 1970. */
  now(): number;
  readonly stdout: {write(text: string): unknown};
  readonly stderr: {write(text: string): unknown};
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  /** Of that terminal; undefined where there is none: lines are as long as they are. */
  readonly columns?: number | undefined;
  /** In front of every listing when it is not of the machine's own kernel; empty otherwise. */
  readonly mark: string;
  /** The same as a fact. */
  readonly isEmbedded: boolean;
  /** Resolves after so many seconds, or at once when interrupted. */
  sleep(seconds: number): Promise<void>;
  /** Whether Ctrl-C was pressed. */
  isInterrupted(): boolean;
  /** Aborted when Ctrl-C is pressed. */
  readonly interruption: AbortSignal;
}

/** Something was asked for that cannot be: named, with what to do. Exit status 2. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

/** Bundles may each carry this module: errors are told apart by name, not by class. */
export function isUsage(error: unknown): error is Usage {
  return error instanceof Error && error.name === 'Usage';
}

export function defineCommand<const O extends Options, W = never>(
  command: CommandDefinition<O, W>,
): CommandDefinition<O, W> {
  return command;
}

import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Hello} from '../rpc-methods.js';
import type {Stage, StageOptions} from '../stage.js';

/** What a command line may do: from its definition. */
export type CommandAccess =
  | {readonly access: 'reads' | 'changes'}
  /** It is none that another host may ask for: why. */
  | {readonly access: 'refused'; readonly words: string};

/** Where a command's output goes, and what stands for Ctrl-C. */
export interface RunStreams {
  readonly stdout: {write(text: string): unknown};
  readonly stderr: {write(text: string): unknown};
  readonly interruption: AbortSignal;
  /** What may change something rejects with ProtocolError. */
  readonly isReadOnly: boolean;
}

/** What a session of `lvsctl rpc` gets from outside. */
export interface SessionWorld {
  readonly host: Pick<Hello, 'version' | 'host' | 'isEmbedded' | 'isRoot'>;
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  readonly output: RpcOutput;
  accessOf(words: readonly string[]): Promise<CommandAccess>;
  /** Runs `lvsctl WORDS…` in this process, with nothing on its standard input. Resolves to the exit status. */
  run(words: readonly string[], streams: RunStreams): Promise<number>;
  openStage(options: StageOptions): Promise<Stage>;
}

/** Standard output. */
export interface RpcOutput {
  /** @param line without its line feed */
  put(line: string): void;
  /** Bytes that nobody has read. */
  readonly unread: number;
  /** Called when all has been read. */
  onRead: () => void;
}

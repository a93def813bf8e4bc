/**
 * What `lvsctl rpc` answers on standard input and output: JSON-RPC 2.0, one message a line. Values that JSON has not
 * (64-bit integers, bytes, maps, sets, undefined) are tagged: see values.ts.
 */

/** The answer to `hello`, which is the first call. */
export interface Hello {
  readonly schema: 'lvsctl.rpc/1';
  readonly version: string;
  /** The host's own name. Text from outside. */
  readonly host: string;
  /** Whether it may change anything: it was started with --write. */
  readonly mayWrite: boolean;
  readonly isEmbedded: boolean;
  readonly isRoot: boolean;
  /** Milliseconds since 1970, there: what its times differ by. */
  readonly clock: number;
}

/** Whether a method can change anything: those that can are refused without --write. `read` is checked again inside for `run`, by the words. */
export const rpcMethods = {
  /** → Hello */
  hello: 'read',
  /** {} → {}: a sign of life. */
  ping: 'read',
  /** {words: string[]} → {status: number}; notifications `output` {call, stream, text} meanwhile. Words that may change something need --write. */
  run: 'read',
  /** {call: number}: as Ctrl-C on that run. */
  interrupt: 'read',
  /**
   * {columns, rows, isReadOnly, interval, preferences, timeOffset, isAscii} → {}: the dashboard of that host, without a
   * terminal. From then on notifications `top.frame` (frame-change.ts), `top.glance`, `top.save` {preferences}, `top.wish`
   * {wish}. What it may change is refused by itself without --write: it is read-only then.
   */
  'top.open': 'read',
  /** {keys: string[]} or {paste: string} → {}. */
  'top.press': 'read',
  /** {columns, rows} → {}. */
  'top.resize': 'read',
  /** {isShown: boolean} → {}: frames are sent only of what is looked at. */
  'top.show': 'read',
  /** {} → {}: settles when what was begun is done, or put back. */
  'top.close': 'read',
} as const satisfies Readonly<Record<string, 'read' | 'write'>>;

export type RpcMethod = keyof typeof rpcMethods;

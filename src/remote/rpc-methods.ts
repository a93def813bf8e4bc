/** What `lvsctl rpc` answers on standard input and output: JSON-RPC 2.0, one message a line. */

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

/**
 * All only read: what `run` is given is judged by its words, and the dashboard is read-only without --write.
 * - `hello` {} → Hello
 * - `ping` {} → {}: a sign of life
 * - `run` {words} → {status}; notifications `output` {call, stream, text} meanwhile
 * - `interrupt` {call} → {}: as Ctrl-C on that run
 * - `top.open` {columns, rows, isReadOnly, interval, preferences, timeOffset, isAscii} → {}: the dashboard of that host,
 *   without a terminal; from then on notifications `top.frame` (frame-change.ts), `top.glance`, `top.save` {preferences},
 *   `top.wish` {wish}
 * - `top.press` {keys} or {paste} → {}
 * - `top.resize` {columns, rows} → {}
 * - `top.show` {isShown} → {}: frames are sent only of what is looked at
 * - `top.close` {} → {}: settles when what was begun is done, or put back
 */
export const rpcMethods = [
  'hello',
  'ping',
  'run',
  'interrupt',
  'top.open',
  'top.press',
  'top.resize',
  'top.show',
  'top.close',
] as const;

export type RpcMethod = (typeof rpcMethods)[number];

import type {Hello} from './rpc-methods.js';

/** How it is with a host, at any time. */
export type HostState =
  /** ssh is being opened, or its lvsctl started. */
  | {
      readonly state: 'connecting';
      readonly since: number /** It had been lost before, or never was there: since when, and why. */;
      readonly lost?: Lost;
    }
  | {readonly state: 'ready'; readonly hello: Hello}
  /** It owes an answer for longer than usual: frozen, or the way to it is cut. @param since milliseconds since 1970 */
  | {readonly state: 'silent'; readonly since: number; readonly hello: Hello | undefined}
  /** No connection. It is tried again at `retryAt`; undefined: never by itself. */
  | {readonly state: 'down'; readonly since: number; readonly words: string; readonly retryAt: number | undefined};

/** A director that does not answer. */
export interface Lost {
  /** Milliseconds since 1970: of the whole time, however often it was tried again. */
  readonly since: number;
  readonly words: string;
}

/** What came of a command that was run there. */
export interface RemoteRun {
  /** Its exit status; undefined where the connection was lost before it was known: then `words` say so, and what was changed is not known. */
  readonly status: number | undefined;
  readonly words: string | undefined;
}

/** A director that is reached over ssh: one connection, kept, with the host's own `lvsctl rpc` at its end. */
export interface RemoteHost {
  /** As it was named: a name of the configuration, or what ssh(1) takes. */
  readonly name: string;
  readonly state: HostState;
  /** Called whenever `state` is another. @returns what ends it */
  onState(call: () => void): () => void;
  /**
   * Calls a method of rpc-methods.ts. Waits while it is connecting, never longer than the timeout (milliseconds).
   * Rejects with RemoteFailure: down, silent, refused, in words that say what to do.
   */
  call(method: string, parameters: unknown, options: {readonly timeout: number}): Promise<unknown>;
  /** Runs `lvsctl WORDS…` there; output as it comes. Never rejects. @param signal ends it there as Ctrl-C would */
  run(
    words: readonly string[],
    onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
    options: {
      readonly signal?: AbortSignal /** Milliseconds without a sign of life; then it is given up. */;
      readonly patience: number;
    },
  ): Promise<RemoteRun>;
  /** Notifications that the host sends: `output`, `top.frame`. @returns what ends it */
  onNotification(method: string, call: (parameters: unknown) => void): () => void;
  close(): void;
}

/** An error of another host. `name` tells it from others, as bundles may each carry this module. */
export class RemoteFailure extends Error {
  override readonly name = 'RemoteFailure';
  constructor(
    readonly host: string,
    readonly kind: 'down' | 'silent' | 'refused' | 'failed',
    words: string,
  ) {
    super(words);
  }
}

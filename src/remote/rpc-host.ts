import {LineBuffer} from '../director/protocol/line-buffer.js';
import {errorCodes} from '../director/protocol/methods.js';
import {
  type Connection,
  connectionDeadline,
  type ConnectionEvent,
  newConnection,
  stepConnection,
} from './connection-state.js';
import {explainEnd, explainStray} from './explain-end.js';
import {Listeners} from './listeners.js';
import {readHello} from './read-hello.js';
import {type HostState, RemoteFailure, type RemoteHost, type RemoteRun} from './remote-host.js';
import {followRun, type OnOutput, type RunOptions} from './follow-run.js';
import {remoteProgram} from './remote-shell.js';
import type {RemoteWorld, ShellEnd, ShellProcess} from './remote-world.js';
import {RpcCalls} from './rpc-calls.js';
import {rpcLimits} from './rpc-limits.js';
import {formatRpcRequest, parseRpcLine, type RpcMessage} from './rpc-message.js';

export interface RpcHostOptions {
  /** What ssh(1) takes; undefined: this machine. */
  readonly target: string | undefined;
  /** Starts `lvsctl rpc --write` there. */
  readonly mayWrite: boolean;
  /** Whether it is tried again and again; false: for one command. */
  readonly isKept: boolean;
}

/** A host at the other end of ssh(1): the driver of the connection's state. */
export class RpcHost implements RemoteHost {
  #connection: Connection;
  #process: ShellProcess | undefined;
  #cancelClock: () => void = () => {};
  #errors = '';
  /** What came before it was connected. */
  #stray = '';
  #isClosed = false;
  readonly #calls: RpcCalls;
  readonly #onState = new Listeners<void>();
  readonly #onNotification = new Map<string, Listeners<unknown>>();

  /** Begins to connect. */
  constructor(
    readonly name: string,
    private readonly options: RpcHostOptions,
    private readonly world: RemoteWorld,
  ) {
    this.#connection = newConnection(world.clock());
    this.#calls = new RpcCalls((delay, call) => world.after(delay, call));
    this.#step({type: 'open'});
  }

  get state(): HostState {
    return this.#connection.host;
  }

  onState(call: () => void): () => void {
    return this.#onState.add(call);
  }

  onNotification(method: string, call: (parameters: unknown) => void): () => void {
    const listeners = this.#onNotification.get(method) ?? new Listeners<unknown>();
    this.#onNotification.set(method, listeners);
    return listeners.add(call);
  }

  async call(method: string, parameters: unknown, {timeout}: {readonly timeout: number}): Promise<unknown> {
    const begunAt = this.world.clock();
    await this.#connected(timeout);
    const rest = Math.max(1, timeout - (this.world.clock() - begunAt));
    return new Promise((resolve, reject) => this.#ask(method, parameters, {resolve, reject}, rest));
  }

  async run(words: readonly string[], onOutput: OnOutput, options: RunOptions): Promise<RemoteRun> {
    try {
      await this.#connected(undefined);
    } catch (error) {
      return {status: undefined, words: (error as Error).message};
    }
    return followRun(
      {
        host: this,
        ask: (method, parameters, waiting) => this.#ask(method, parameters, waiting, undefined),
        after: this.world.after,
        clock: this.world.clock,
      },
      words,
      onOutput,
      options,
    );
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelClock();
    this.#process?.end();
    this.#process = undefined;
    this.#calls.rejectAll(this.#failure('down', 'the connection was closed'));
  }

  /** Rejects with RemoteFailure. @param timeout undefined: until the connection gives up */
  #connected(timeout: number | undefined): Promise<void> {
    const {host} = this.#connection;
    if (this.#isClosed) return Promise.reject(this.#failure('down', 'the connection was closed'));
    if (host.state === 'down') return Promise.reject(this.#failure('down', host.words));
    if (host.state !== 'connecting') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const cancel =
        timeout === undefined
          ? () => {}
          : this.world.after(timeout, () => {
              end();
              reject(this.#failure('down', `not connected within ${timeout / 1000} s`));
            });
      const end = this.#onState.add(() => {
        if (this.state.state === 'connecting') return;
        end();
        cancel();
        this.#connected(undefined).then(resolve, reject);
      });
    });
  }

  #ask(
    method: string,
    parameters: unknown,
    waiting: {resolve(result: unknown): void; reject(error: Error): void},
    timeout: number | undefined,
  ): number {
    const late = () => this.#failure('silent', `no answer to ${method} for ${Math.round((timeout ?? 0) / 100) / 10} s`);
    const id = this.#calls.add(waiting, timeout, late);
    if (this.#process && this.#process.unwritten <= rpcLimits.requestBytes)
      this.#process.write(`${formatRpcRequest(id, method, parameters)}\n`);
    else this.#calls.take(id)?.reject(this.#failure('silent', 'it takes no more questions'));
    return id;
  }

  #step(event: ConnectionEvent): void {
    if (this.#isClosed) return;
    const before = this.#connection.host;
    const [connection, effects] = stepConnection(this.#connection, event, this.world.clock(), this.options.isKept);
    this.#connection = connection;
    const {host} = connection;
    if (host.state === 'down' && before.state !== 'down') this.#calls.rejectAll(this.#failure('down', host.words));
    for (const {type} of effects) {
      if (type === 'start') this.#start();
      else if (type === 'ping') this.#ask('ping', {}, {resolve() {}, reject() {}}, undefined);
      else this.#abandon();
    }
    this.#armClock();
    if (this.#connection.host !== before) this.#onState.tell();
  }

  #armClock(): void {
    this.#cancelClock();
    const deadline = connectionDeadline(this.#connection);
    if (deadline === undefined || this.#isClosed) return;
    const delay = Math.max(1, deadline - this.world.clock());
    this.#cancelClock = this.world.after(delay, () => this.#step({type: 'clock'}));
  }

  #start(): void {
    this.#errors = '';
    this.#stray = '';
    const lines = new LineBuffer(rpcLimits.answerBytes);
    let process: ShellProcess | undefined;
    const isCurrent = () => process !== undefined && this.#process === process;
    try {
      const {target, mayWrite} = this.options;
      const {shell, lvsctl} = this.world;
      process = this.world.start(remoteProgram(target, {mayWrite, shell, lvsctl}), {
        onOutput: piece => isCurrent() && this.#receive(piece, lines, isCurrent),
        onErrors: piece => {
          if (isCurrent()) this.#errors = (this.#errors + piece.toString()).slice(-mostErrors);
        },
        onEnd: end => isCurrent() && this.#ended(end),
      });
    } catch (error) {
      return this.#fail((error as Error).message, true);
    }
    this.#process = process;
    const take = (result: unknown) => {
      const hello = readHello(result, this.options.mayWrite, this.world.version);
      if ('problem' in hello) this.#fail(hello.problem, true);
      else {
        this.#stray = '';
        this.#step({type: 'hello', hello});
      }
    };
    this.#ask('hello', {}, {resolve: take, reject: error => isCurrent() && this.#fail(error.message, true)}, undefined);
  }

  #receive(piece: Buffer, lines: LineBuffer, isCurrent: () => boolean): void {
    if (this.state.state === 'connecting') this.#stray = (this.#stray + piece.toString()).slice(0, mostStray);
    lines.push(piece);
    while (isCurrent()) {
      const line = lines.next();
      if (line === undefined) return;
      if (line === 'too-long') return this.#fail(`it said more than ${rpcLimits.answerBytes} bytes in a line`, false);
      const message = parseRpcLine(line);
      if (message.type !== 'problem') this.#take(message);
      else if (this.state.state === 'connecting') return this.#fail(explainStray(this.#stray), true);
      else return this.#fail(`what answers there is no lvsctl rpc: ${message.error.message}`, false);
    }
  }

  #take(message: RpcMessage): void {
    this.#step({type: 'heard'});
    switch (message.type) {
      case 'result':
        this.#calls.take(message.id)?.resolve(message.result);
        return;
      case 'error': {
        const {id, error, cause} = message;
        const kind = error.code === errorCodes.notPermitted || error.code === errorCodes.refused ? 'refused' : 'failed';
        if (id === null) this.#fail(error.message, false);
        else this.#calls.take(id)?.reject(this.#failure(kind, error.message, {cause}));
        return;
      }
      case 'notification':
        this.#onNotification.get(message.method)?.tell(message.params);
        return;
      case 'request': // a host asks nothing
        return;
    }
  }

  #ended(end: ShellEnd): void {
    this.#process = undefined;
    const {words, isLasting} = explainEnd(this.options.target ?? 'this machine', end, this.#errors, this.#stray);
    this.#step({type: 'ended', words, isLasting});
  }

  /** The connection is of no use. */
  #fail(words: string, isLasting: boolean): void {
    this.#abandon();
    this.#step({type: 'ended', words, isLasting});
  }

  #abandon(): void {
    const process = this.#process;
    this.#process = undefined;
    process?.end();
  }

  #failure(kind: RemoteFailure['kind'], words: string, options?: ErrorOptions): RemoteFailure {
    return new RemoteFailure(this.name, kind, words, options);
  }
}

/** Of standard error: the end is what counts. */
const mostErrors = 4096;
const mostStray = 200;

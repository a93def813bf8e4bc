import {errorCodes} from '../director/protocol/methods.js';
import {
  type Connection,
  connectionDeadline,
  type ConnectionEvent,
  newConnection,
  stepConnection,
} from './connection-state.js';
import {followRun, type OnOutput, type RunOptions} from './follow-run.js';
import {Listeners} from './listeners.js';
import {readHello} from './read-hello.js';
import {type HostState, RemoteFailure, type RemoteHost, type RemoteRun} from './remote-host.js';
import {remoteProgram} from './remote-shell.js';
import type {RemoteWorld} from './remote-world.js';
import {RpcCalls, type Waiting} from './rpc-calls.js';
import {formatRpcRequest, type RpcMessage} from './rpc-message.js';
import {RpcWire} from './rpc-wire.js';

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
  #wire: RpcWire | undefined;
  #cancelClock: () => void = () => {};
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
    const ask = (method: string, parameters: unknown, waiting: Waiting) =>
      this.#ask(method, parameters, waiting, undefined);
    return followRun({host: this, ask, after: this.world.after, clock: this.world.clock}, words, onOutput, options);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelClock();
    this.#abandon();
    this.#calls.rejectAll(this.#failure('down', 'the connection was closed'));
    this.#onState.tell();
  }

  /** Rejects with RemoteFailure. @param timeout undefined: until the connection gives up */
  #connected(timeout: number | undefined): Promise<void> {
    const {host} = this.#connection;
    if (this.#isClosed) return Promise.reject(this.#failure('down', 'the connection was closed'));
    if (host.state === 'down') return Promise.reject(this.#failure('down', host.words));
    if (host.state !== 'connecting') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = () => {
        end();
        reject(this.#failure('down', `not connected within ${(timeout ?? 0) / 1000} s`));
      };
      const cancel = timeout === undefined ? () => {} : this.world.after(timeout, late);
      const end = this.#onState.add(() => {
        if (this.state.state === 'connecting' && !this.#isClosed) return;
        end();
        cancel();
        this.#connected(undefined).then(resolve, reject);
      });
    });
  }

  /** @returns the id of the request */
  #ask(method: string, parameters: unknown, waiting: Waiting, timeout: number | undefined): number {
    const late = () => this.#failure('silent', `no answer to ${method} for ${Math.round((timeout ?? 0) / 100) / 10} s`);
    const id = this.#calls.add(waiting, timeout, late);
    if (!this.#wire?.send(formatRpcRequest(id, method, parameters)))
      this.#calls.take(id)?.reject(this.#failure('silent', 'it takes no more questions'));
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
    const {target, mayWrite} = this.options;
    const {shell, lvsctl} = this.world;
    try {
      const program = remoteProgram(target, {mayWrite, shell, lvsctl});
      const wire: RpcWire = new RpcWire(program, target ?? 'this machine', this.world, {
        onMessage: message => this.#take(message),
        onEnd: ({words, isLasting}) => this.#fail(words, isLasting),
      });
      this.#wire = wire;
      const reject = (error: Error) => this.#wire === wire && this.#fail(error.message, true);
      this.#ask('hello', {}, {resolve: result => this.#greet(wire, result), reject}, undefined);
    } catch (error) {
      this.#fail((error as Error).message, true);
    }
  }

  #greet(wire: RpcWire, result: unknown): void {
    const hello = readHello(result, this.options.mayWrite, this.world.version);
    if ('problem' in hello) return this.#fail(hello.problem, true);
    wire.isGreeted = true;
    this.#step({type: 'hello', hello});
  }

  #take(message: RpcMessage): void {
    this.#step({type: 'heard'});
    switch (message.type) {
      case 'result':
        this.#calls.take(message.id)?.resolve(message.result);
        return;
      case 'error': {
        const {id, error} = message;
        const kind = error.code === errorCodes.notPermitted || error.code === errorCodes.refused ? 'refused' : 'failed';
        if (id === null) this.#fail(error.message, false);
        else this.#calls.take(id)?.reject(this.#failure(kind, error.message));
        return;
      }
      case 'notification':
        this.#onNotification.get(message.method)?.tell(message.params);
        return;
      case 'request': // a host asks nothing
        return;
    }
  }

  /** The connection is of no use. */
  #fail(words: string, isLasting: boolean): void {
    this.#abandon();
    this.#step({type: 'ended', words, isLasting});
  }

  #abandon(): void {
    this.#wire?.end();
    this.#wire = undefined;
  }

  #failure(kind: RemoteFailure['kind'], words: string): RemoteFailure {
    return new RemoteFailure(this.name, kind, words);
  }
}

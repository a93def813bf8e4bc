import {connect, type Socket} from 'node:net';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {type Answer, parseAnswer} from './answer.js';
import {applyEvent} from './apply-event.js';
import type {DirectorEvent, DirectorState} from './director-state.js';
import {LineBuffer} from './line-buffer.js';
import {limits} from './limits.js';
import {errorCodes, type MethodName, type MethodTypes} from './methods.js';
import {explainConnect, explainGarbled, NoAnswer} from './no-answer.js';
import {PendingCalls, type Settlement} from './pending-calls.js';
import {ProtocolError} from './protocol-error.js';
import {readEvent, readState} from './read-state.js';
import {formatRequest} from './request.js';

export interface ClientWorld {
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
}

export interface CallOptions {
  /** How long an answer is waited for. */
  readonly timeout: Milliseconds;
}

/** Told of every event, with the state after it. */
export type EventListener = (event: DirectorEvent, state: DirectorState) => void;

/** A connection to a director. */
export class DirectorClient {
  /** Whoever wants to know that the connection is gone without close(). Every call that waited has failed by then. */
  onClose: (why: Error) => void = () => {};
  readonly #calls: PendingCalls;
  readonly #lines = new LineBuffer(limits.answerBytes);
  #end: Error | undefined;
  #listener: EventListener | undefined;
  #state: DirectorState | undefined;
  #sequence = 0;

  private constructor(
    private readonly socket: Socket,
    world: ClientWorld,
  ) {
    this.#calls = new PendingCalls((delay, call) => world.after(delay, call));
    const lost = (words: string) => this.#fail(new NoAnswer('lost', words));
    socket.on('data', piece => this.#receive(piece));
    socket.on('end', () => lost('the director has closed the connection'));
    socket.on('error', error => lost(`the connection to the director broke: ${error.message}`));
    socket.on('close', () => lost('the connection to the director is gone'));
  }

  /** @param path of a socket: /run/lvsctl/state.sock or control.sock. Rejects with NoAnswer. */
  static connect(path: string, world: ClientWorld): Promise<DirectorClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      const refuse = (error: Error) => reject(explainConnect(error, path));
      socket.once('error', refuse);
      socket.once('connect', () => {
        socket.off('error', refuse);
        resolve(new DirectorClient(socket, world));
      });
    });
  }

  /** Of whoever has subscribed: as of the last event. */
  get state(): DirectorState | undefined {
    return this.#state;
  }

  /** Rejects with ProtocolError where the director refuses, with NoAnswer where it is not there or not in time. */
  call<M extends MethodName>(
    method: M,
    params: MethodTypes[M]['params'],
    {timeout}: CallOptions,
  ): Promise<MethodTypes[M]['result']> {
    return new Promise((resolve, reject) => {
      this.#request(method, params, timeout, {resolve: result => resolve(result as MethodTypes[M]['result']), reject});
    });
  }

  /**
   * The state now; from then on the listener is told of every event, in order. Once a connection. Rejects as call does.
   * NB: what came with the answer is told before whoever awaits it goes on: `state` is never older than what was told.
   */
  subscribe(listener: EventListener, {timeout}: CallOptions): Promise<DirectorState> {
    if (this.#listener) return Promise.reject(new Error('this client has subscribed already'));
    this.#listener = listener;
    return new Promise((resolve, reject) => {
      const follow = (result: unknown) => {
        this.#state = readState(result);
        resolve(this.#state);
      };
      this.#request('subscribe', {}, timeout, {resolve: follow, reject});
    });
  }

  /** Idempotent. Calls that wait fail; onClose is not called. */
  close(): void {
    this.onClose = () => {};
    this.#fail(new NoAnswer('closed', 'the connection to the director was closed'));
  }

  #request(method: MethodName, params: object, timeout: Milliseconds, settlement: Settlement): void {
    if (this.#end) return settlement.reject(this.#end);
    const id = this.#calls.add(method, timeout, settlement);
    const line = Buffer.from(`${formatRequest(id, method, params)}\n`);
    if (line.length - 1 <= limits.requestBytes) this.socket.write(line);
    else
      this.#calls.reject(
        id,
        new ProtocolError(errorCodes.request, `${method}: more than ${limits.requestBytes} bytes`),
      );
  }

  #receive(piece: Buffer): void {
    this.#lines.push(piece);
    while (!this.#end) {
      const line = this.#lines.next();
      if (line === undefined) return;
      const answer =
        line === 'too-long' ? {problem: `more than ${limits.answerBytes} bytes a line`} : parseAnswer(line);
      const problem = 'problem' in answer ? answer.problem : this.#take(answer);
      if (problem !== undefined) this.#fail(explainGarbled(problem));
    }
  }

  /** @returns what is wrong with it */
  #take(answer: Answer): string | undefined {
    switch (answer.type) {
      case 'result':
        return problemOf(() => this.#calls.resolve(answer.id, answer.result));
      case 'error':
        if (answer.id === null) this.#fail(answer.error);
        else this.#calls.reject(answer.id, answer.error);
        return undefined;
      case 'event':
        return this.#follow(answer.sequence, answer.event);
      case 'unknown':
        return undefined;
    }
  }

  #follow(sequence: number, value: unknown): string | undefined {
    if (!this.#state) return undefined; // its subscription was not waited for
    if (sequence !== ++this.#sequence) return `event ${sequence} came where ${this.#sequence} is next`;
    let event: DirectorEvent | undefined;
    const problem = problemOf(() => {
      event = readEvent(value);
    });
    if (!event) return problem;
    this.#state = applyEvent(this.#state, event);
    this.#listener?.(event, this.#state);
    return undefined;
  }

  #fail(why: Error): void {
    if (this.#end) return;
    this.#end = why;
    this.socket.destroy();
    this.#calls.rejectAll(why);
    this.onClose(why);
  }
}

function problemOf(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

import {Socket} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Attempt} from './attempt.js';
import {connectFailure, isOwnFailure} from './connect-failure.js';
import type {ProbeLimits, ProbeTarget, TlsSettings} from './probe.js';
import {formatBytes, formatSpan} from './quantity.js';
import {tlsContext} from './tls-context.js';
import {tlsFailure} from './tls-failure.js';

/** What a probe does with its connection. Failures and silence end the try without it. */
export interface Conversation {
  /** Connected, with TLS where it was asked for. */
  onOpen(): void;
  /**
   * Undefined: somebody else reads from the socket.
   * @param bytes only for this call: the next ones are written over them
   */
  onBytes?(bytes: Buffer): void;
  /** The server has ended its side. Undefined: it may not before the verdict. */
  onEnd?(): void;
  /** The connection broke after it was open. Undefined: that is a failure of the server. */
  onBreak?(): void;
  /** All of the answer has to come within the limit for silence, from its first byte on: each more does not begin it again. */
  readonly isHurried?: boolean;
}

/**
 * A TCP connection of a try, with or without TLS. It ends the try where it fails or nothing comes in time, and goes with it.
 * NB: there is never a look-up of names here.
 */
export class Connection {
  /** Bytes that have come. */
  received = 0;
  readonly #attempt: Attempt;
  readonly #target: ProbeTarget;
  readonly #limits: ProbeLimits;
  readonly #tls: TlsSettings | undefined;
  readonly #conversation: Conversation;
  readonly #letGo: () => void;
  readonly #began: Milliseconds;
  #socket: Socket | undefined;
  #phase: 'connecting' | 'TLS' | 'open' | 'closed' = 'connecting';
  #hasEnded = false;

  constructor(
    attempt: Attempt,
    target: ProbeTarget,
    limits: ProbeLimits,
    tls: TlsSettings | undefined,
    conversation: Conversation,
  ) {
    this.#attempt = attempt;
    this.#target = target;
    this.#limits = limits;
    this.#tls = tls;
    this.#conversation = conversation;
    this.#began = attempt.elapsed;
    this.#letGo = attempt.holds(() => this.close());
    attempt.expect(limits.connect, () =>
      attempt.down('L4', `no answer to the connection request within ${formatSpan(limits.connect)}`, true),
    );
    try {
      this.#connect();
    } catch (error) {
      queueMicrotask(() => this.#fail(error as NodeJS.ErrnoException));
    }
  }

  /** Only once it is open. @param bytes text goes as latin1 */
  send(bytes: string | Uint8Array): void {
    if (typeof bytes === 'string') this.#socket?.write(bytes, 'latin1');
    else this.#socket?.write(bytes);
  }

  /** Ends our side; the answer may still come. */
  endSending(): void {
    this.#socket?.end();
  }

  /** Node's socket, for a library that speaks over it. Undefined once it is closed. */
  get socket(): Socket | undefined {
    return this.#socket;
  }

  /** The connection is over, the try is not. */
  close(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#letGo();
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connect(): void {
    const {address, port, bindAddress, bindPort} = this.#target;
    const socket = this.#newSocket();
    this.#watch(socket);
    socket.once('connect', () => this.#connected(socket));
    socket.connect({
      host: formatAddress(address),
      port,
      ...(bindAddress && {localAddress: formatAddress(bindAddress)}),
      ...(bindPort && {localPort: bindPort}),
    });
  }

  #newSocket(): Socket {
    const {mark, bindInterface, address} = this.#target;
    const reading =
      this.#tls || !this.#conversation.onBytes
        ? undefined
        : {buffer: arrived, callback: (length: number) => this.#take(arrived.subarray(0, length))};
    const options = {allowHalfOpen: true, ...(reading && {onread: reading})};
    if (mark === undefined && bindInterface === undefined) return new Socket(options);
    const fd = this.#attempt.world.openSocket('tcp', address.family, {
      ...(mark !== undefined && {mark}),
      ...(bindInterface !== undefined && {bindInterface}),
    });
    return new Socket({...options, ...unread, fd});
  }

  #watch(socket: Socket): void {
    this.#socket = socket;
    socket.on('error', error => this.#fail(error));
    socket.on('end', () => this.#ended());
    socket.on('close', () => this.#ended());
  }

  #connected(socket: Socket): void {
    if (this.#phase !== 'connecting') return;
    if (this.#attempt.isWatched) this.#attempt.step('connect', 'connected');
    if (!this.#tls) return this.#open();
    this.#phase = 'TLS';
    const {connect} = this.#limits;
    this.#attempt.expect(this.#began + connect - this.#attempt.elapsed, () =>
      this.#attempt.down('L7', `connected, and no TLS within ${formatSpan(connect)}`),
    );
    try {
      this.#secure(socket, this.#tls);
    } catch (error) {
      this.#attempt.undecided(`TLS cannot be set up here: ${(error as Error).message}`);
    }
  }

  #secure(socket: Socket, settings: TlsSettings): void {
    const secure = connectTls({
      socket,
      secureContext: tlsContext(this.#attempt.world, settings),
      rejectUnauthorized: settings.verifies,
      host: formatAddress(this.#target.address),
      ...(settings.serverName !== undefined && {servername: settings.serverName}),
    });
    this.#watch(secure);
    secure.once('secureConnect', () => {
      if (this.#phase !== 'TLS') return;
      if (this.#attempt.isWatched)
        this.#attempt.step('TLS', `${secure.getProtocol()} with ${secure.getCipher().standardName}`);
      if (this.#conversation.onBytes) secure.on('data', bytes => this.#take(bytes));
      this.#open();
    });
  }

  #open(): void {
    this.#phase = 'open';
    this.#attempt.expect(this.#limits.silence, isWhole => this.#attempt.down('L7', this.#silence(isWhole)));
    this.#conversation.onOpen();
  }

  #silence(isWhole: boolean): string {
    const {silence, whole} = this.#limits;
    if (this.received === 0) return `connected, and no answer within ${formatSpan(isWhole ? whole : silence)}`;
    return isWhole
      ? `the answer was not over after ${formatSpan(whole)}: ${formatBytes(this.received)} came`
      : `the answer stopped after ${formatBytes(this.received)}: nothing more came for ${formatSpan(silence)}`;
  }

  #take(bytes: Buffer): boolean {
    if (this.#phase !== 'open') return false;
    if (this.received === 0 && this.#attempt.isWatched) this.#attempt.step('first byte', formatBytes(bytes.length));
    this.received += bytes.length;
    if (!this.#conversation.isHurried || this.received === bytes.length) this.#attempt.extend(this.#limits.silence);
    this.#conversation.onBytes?.(bytes);
    return true;
  }

  #ended(): void {
    if (this.#phase === 'closed' || this.#attempt.isOver) return;
    if (this.#phase !== 'open') return this.#fail(Object.assign(new Error('it ended'), {code: 'ECONNRESET'}));
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.#conversation.onEnd) return this.#conversation.onEnd();
    this.#attempt.down('L7', `the server closed the connection after ${formatBytes(this.received)}`);
  }

  #fail({code, message}: NodeJS.ErrnoException): void {
    if (this.#phase === 'closed' || this.#attempt.isOver) return;
    const attempt = this.#attempt;
    // Linux, tcp_reset(): a connection that is not there yet is refused, one that is reset was there
    if (this.#phase === 'connecting' && code === 'ECONNRESET' && this.#conversation.onBreak)
      this.#conversation.onBreak();
    else if (this.#phase === 'connecting' || isOwnFailure(code)) {
      const failure = connectFailure(code, message);
      if (failure.type === 'undecided') attempt.undecided(failure.words);
      else attempt.down(failure.layer, failure.words, failure.isSilence);
    } else if (this.#phase === 'TLS') attempt.down('L7', tlsFailure(code, message));
    else if (this.#conversation.onBreak) this.#conversation.onBreak();
    else attempt.down('L7', this.#broken(code, message));
  }

  #broken(code: string | undefined, message: string): string {
    const after = `after ${formatBytes(this.received)}`;
    if (code === 'ECONNRESET') return `the connection was reset ${after}`;
    if (code === 'EPIPE') return `the server closed the connection ${after}, before it had the whole request`;
    if (code === 'ETIMEDOUT') return `the server fell silent ${after}: what was sent is not acknowledged`;
    return `the connection broke ${after}: ${this.#tls ? tlsFailure(code, message) : message}`;
  }
}

/** What one connection has just read: its bytes are used up before another one reads. */
const arrived = Buffer.allocUnsafe(65_536);

/** Of a descriptor Node would read at once, before it is connected. Its types do not know the option. */
const unread: object = {manualStart: true};

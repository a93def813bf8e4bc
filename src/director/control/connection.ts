import type {Socket} from 'node:net';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {formatError, formatNotification, formatResult, formatResultText, formatSnapshot} from '../protocol/answer.js';
import {LineBuffer} from '../protocol/line-buffer.js';
import {limits} from '../protocol/limits.js';
import {errorCodes} from '../protocol/methods.js';
import {isProtocolError, ProtocolError} from '../protocol/protocol-error.js';
import {parseRequest, type Request, type RequestId} from '../protocol/request.js';
import type {SocketKind} from '../protocol/socket-kinds.js';
import {admitRequest} from './admit-request.js';
import type {ControlClient, ControlHandler} from './control-handler.js';
import type {ControlWorld} from './control-world.js';
import type {StateText} from './state-text.js';
import {dismiss} from './dismiss.js';
import {Outbox} from './outbox.js';
import {isReadyJson, type ReadyJson} from './ready-json.js';

/**
 * A client: its requests in their order, its answers as they come, and events once it has subscribed. One request a turn
 * of the loop: whoever asks for much keeps nobody waiting, neither other clients nor what else the process has to do.
 */
export class Connection implements ControlClient {
  readonly #lines = new LineBuffer(limits.requestBytes);
  readonly #outbox: Outbox;
  #requestAt: Milliseconds;
  #underWay = 0;
  /** It is served in the next turn. */
  #isDue = false;
  #hasEnded = false;
  #isGone = false;
  /** The number of the last event; undefined for who has not subscribed. */
  #sequence: number | undefined;
  /** Events were dropped: it gets a snapshot when it has read what it has. */
  #isBehind = false;

  /** @param onGone called once, when nothing more goes to the client or comes from it */
  constructor(
    readonly name: string,
    private readonly kind: SocketKind,
    private readonly socket: Socket,
    private readonly handler: ControlHandler,
    private readonly stateText: StateText,
    private readonly world: ControlWorld,
    private readonly onGone: () => void,
  ) {
    this.#requestAt = world.clock();
    this.#outbox = new Outbox(
      socket,
      () => world.clock(),
      () => this.#onRead(),
    );
    socket.on('data', piece => {
      this.#lines.push(piece);
      this.#serve();
    });
    socket.on('end', () => this.finish());
    socket.on('error', () => this.#leave()); // EPIPE, ECONNRESET: it has gone without waiting
    socket.on('close', () => this.#leave());
  }

  /** @param event as formatEvent has it */
  tell(event: string): void {
    if (this.#sequence === undefined || this.#isGone) return;
    if (this.#isBehind || this.#outbox.unreadBytes > limits.unreadBytes) this.#isBehind = true;
    else this.#put(formatNotification(++this.#sequence, Math.round(this.world.clock()), event));
  }

  /** Closes it if it has been idle or deaf for too long. */
  closeIfOverdue(): void {
    const now = this.world.clock();
    const {unreadSince} = this.#outbox;
    if (unreadSince !== undefined && now - unreadSince >= limits.unreadTime) {
      this.world.report(`${this.name} was closed: it has read nothing for ${limits.unreadTime / 1000} s`);
      this.#leave();
      return;
    }
    const isIdle = this.#sequence === undefined && this.#underWay === 0 && unreadSince === undefined;
    if (isIdle && now - this.#requestAt >= limits.idleTime)
      this.#dismiss(`no request for ${limits.idleTime / 1000} s: the connection is closed`);
  }

  /** Takes nothing more from it; it still gets the answers of what it asked for. */
  finish(): void {
    this.#hasEnded = true;
    this.#serve();
  }

  /** Closes it as it is. */
  destroy(): void {
    this.#leave();
  }

  #serve(): void {
    if (this.#isDue || !this.#mayServe()) return this.#wait();
    const line = this.#lines.next();
    if (line === 'too-long') return this.#dismiss(`a request has at most ${limits.requestBytes} bytes`);
    if (line === undefined) {
      this.socket.resume();
      if (this.#hasEnded) this.#endIfDone();
      return;
    }
    this.#isDue = true;
    this.world.soon(() => {
      this.#isDue = false;
      this.#serve();
    });
    this.#wait();
    if (!isBlank(line)) this.#answer(line);
  }

  /** What it says meanwhile is for later. */
  #wait(): void {
    if (!this.#isGone) this.socket.pause();
  }

  #mayServe(): boolean {
    const isFree = this.#underWay < limits.requestsUnderWay && this.#outbox.unreadBytes <= limits.unreadBytes;
    return isFree && !this.#isGone;
  }

  #answer(line: Uint8Array): void {
    const request = parseRequest(line);
    if ('problem' in request) return this.#put(formatError(request.id, request.problem));
    this.#requestAt = this.world.clock();
    try {
      this.#carryOut(request);
    } catch (error) {
      this.#refuse(request, error);
    }
  }

  /** @throws ProtocolError where it may not, or its parameters are wrong; whatever the handler's state throws */
  #carryOut(request: Request): void {
    const {id, method} = request;
    const params = admitRequest(request, this.kind);
    if (method === 'state' || method === 'subscribe') {
      this.#put(formatResultText(id, this.stateText.text), id);
      if (method === 'subscribe') this.#sequence ??= 0;
      return;
    }
    this.#underWay++;
    const work = async () => this.handler.handle(method, params, {client: this});
    work()
      .then(result => (isReadyJson(result) ? this.#putReady(id, result) : this.#put(formatResult(id, result), id)))
      .catch(error => this.#refuse(request, error))
      .finally(() => {
        this.#underWay--;
        this.#requestAt = this.world.clock();
        this.#serve();
      });
  }

  #refuse({id, method}: Request, error: unknown): void {
    if (isProtocolError(error)) return this.#put(formatError(id, error));
    this.world.report(`${method} failed: ${stackOf(error)}`);
    const words = `the director failed in ${method}: its log says more`;
    this.#put(formatError(id, new ProtocolError(errorCodes.internal, words)));
  }

  /** @param id of the request it answers, if it may be too long */
  #put(line: string, id?: RequestId): void {
    if (this.#isGone) return;
    const bytes = Buffer.from(`${line}\n`);
    if (bytes.length - 1 <= limits.answerBytes) return this.#outbox.put(bytes);
    if (id === undefined) this.#dismiss(tooLong);
    else this.#put(formatError(id, new ProtocolError(errorCodes.internal, tooLong)));
  }

  /** Without a copy. */
  #putReady(id: RequestId, {bytes}: ReadyJson): void {
    const around = formatResultText(id, '');
    const ready = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const pieces = [Buffer.from(around.slice(0, -1)), ready, Buffer.from(`${around.slice(-1)}\n`)];
    const length = pieces.reduce((sum, piece) => sum + piece.length, -1);
    if (length > limits.answerBytes) return this.#put(formatError(id, new ProtocolError(errorCodes.internal, tooLong)));
    if (!this.#isGone) for (const piece of pieces) this.#outbox.put(piece);
  }

  #onRead(): void {
    if (this.#isGone) return;
    if (this.#isBehind && this.#outbox.unreadBytes === 0) this.#catchUp();
    this.#serve();
  }

  #catchUp(): void {
    this.#isBehind = false;
    try {
      this.tell(formatSnapshot(this.stateText.text));
    } catch (error) {
      this.world.report(`the state of the director failed: ${stackOf(error)}`);
      this.#dismiss('the director cannot tell its state: its log says more');
    }
  }

  #endIfDone(): void {
    if (this.#underWay > 0 || this.#outbox.unreadBytes > 0) return;
    if (this.#lines.isWithinLine && this.socket.readableEnded) this.#dismiss('the last request has no line feed');
    else this.#leave();
  }

  #dismiss(words: string): void {
    if (this.#isGone) return;
    this.world.report(`${this.name} was closed: ${words}`);
    this.#isGone = true;
    dismiss(this.socket, words, this.world, bytes => this.#outbox.end(bytes));
    this.onGone();
  }

  #leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.socket.destroy();
    this.onGone();
  }
}

const tooLong = `the answer has more than ${limits.answerBytes} bytes`;

/** Several lines. */
function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').map(escapeControls).join('\n');
}

function isBlank(line: Buffer): boolean {
  return line.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

import {createHash, type Hash} from 'node:crypto';
import type {Attempt} from '../attempt.js';
import {Connection, type Conversation} from '../connection.js';
import type {HttpProbe, HttpRequest} from '../probe.js';
import {formatBytes} from '../quantity.js';
import {type BodyFraming, bodyFraming} from './body-framing.js';
import {BodyText} from './body-text.js';
import {HeadBytes, longestHead} from './head-bytes.js';
import {type HttpHead, parseHttpHead, parseLenientHead} from './http-head.js';
import {httpRequest} from './http-request.js';

/** A whole answer. */
export interface HttpAnswer {
  readonly head: HttpHead;
  readonly bodyLength: number;
  /** Of the body, in hexadecimal; undefined: it was not asked for. */
  readonly digest: string | undefined;
  /** The start of the body; undefined: it was not asked for. */
  readonly body: BodyText | undefined;
}

/** For whoever wants the answer as it comes. */
export interface ExchangeWatch {
  onHead(text: string): void;
  /** What the digest is of. @param bytes only for this call */
  onBody(bytes: Buffer): void;
}

/** One request and its answer, on a connection of its own. Failures end the try. */
export class HttpExchange implements Conversation {
  /** keepalived's SSL_GET has one limit for the whole answer, its HTTP_GET one for each silence. */
  readonly isHurried: boolean;
  /** keepalived takes an SSL answer as far as it came. */
  readonly onBreak?: () => void;
  readonly #attempt: Attempt;
  readonly #probe: HttpProbe;
  readonly #request: HttpRequest;
  readonly #onAnswer: (answer: HttpAnswer) => void;
  readonly #watch: ExchangeWatch | undefined;
  #connection: Connection | undefined;
  #headBytes: HeadBytes;
  readonly #hash: Hash | undefined;
  readonly #body: BodyText | undefined;
  #head: HttpHead | undefined;
  #framing: BodyFraming | undefined;
  #bodyLength = 0;

  constructor(
    attempt: Attempt,
    probe: HttpProbe,
    request: HttpRequest,
    onAnswer: (answer: HttpAnswer) => void,
    watch?: ExchangeWatch,
  ) {
    this.#attempt = attempt;
    this.#probe = probe;
    this.#request = request;
    this.#onAnswer = onAnswer;
    this.#watch = watch;
    const isKeepalived = probe.manner !== 'ldirectord';
    this.#headBytes = new HeadBytes(!isKeepalived);
    this.isHurried = isKeepalived && probe.tls !== undefined;
    if (this.isHurried) this.onBreak = () => this.onEnd();
    if (request.digest !== undefined) this.#hash = createHash('md5');
    if (request.pattern) {
      const body = new BodyText(attempt.world);
      this.#body = body;
      attempt.holds(() => body.letGo());
    }
  }

  begin(): void {
    const {target, limits, tls} = this.#probe;
    this.#connection = new Connection(this.#attempt, target, limits, tls, this);
  }

  onOpen(): void {
    const text = httpRequest(this.#probe, this.#request);
    if (this.#attempt.isWatched) this.#attempt.step('send', text.slice(0, text.indexOf('\r\n')));
    this.#connection?.send(text);
  }

  onBytes(bytes: Buffer): void {
    if (this.#head) return this.#takeBody(bytes);
    const found = this.#headBytes.take(bytes);
    if (found === 'more') return;
    if (found === 'too-long') return this.#fail(`the header of the answer is longer than ${formatBytes(longestHead)}`);
    if (this.#takeHead(found.text)) this.#takeBody(found.rest);
    else if (found.rest.length > 0) this.onBytes(found.rest);
  }

  onEnd(): void {
    const received = this.#connection?.received ?? 0;
    if (received === 0) return this.#fail('the server closed the connection without an answer');
    if (!this.#head) return this.#fail(`the answer ended after ${formatBytes(received)}, within its header`);
    this.#over(this.#head);
  }

  /** @returns whether it is the last one: LWP waits for what comes behind an interim answer (RFC 9110 §15.2) */
  #takeHead(text: string): boolean {
    const {manner, method} = this.#probe;
    const isLenient = manner === 'ldirectord';
    const head = isLenient ? parseLenientHead(text) : parseHttpHead(text);
    if (this.#attempt.isWatched) this.#attempt.step('status', /^[^\r\n]*/.exec(text)?.[0] || 'none');
    if (isLenient && head.status >= 100 && head.status < 200) {
      this.#headBytes = new HeadBytes(isLenient);
      return false;
    }
    this.#head = head;
    this.#watch?.onHead(text);
    if (isLenient) this.#framing = bodyFraming(head, method !== 'HEAD');
    else if (this.#body?.takeHead(text) === false) this.#noRoom();
    return true;
  }

  #takeBody(bytes: Buffer): void {
    const state = this.#framing ? this.#framing.take(bytes, piece => this.#keep(piece)) : this.#keep(bytes);
    if (state === 'over' && this.#head) this.#over(this.#head);
    if (state === 'broken') this.#fail('the chunks of the body are none');
  }

  #keep(bytes: Buffer): 'more' {
    const end = (this.#framing ? undefined : this.#head?.contentLength) ?? Number.POSITIVE_INFINITY;
    if (this.#hash && end > this.#bodyLength) {
      const counted = bytes.subarray(0, end - this.#bodyLength);
      this.#hash.update(counted);
      this.#watch?.onBody(counted);
    }
    this.#bodyLength += bytes.length;
    if (this.#body?.take(bytes) === false) this.#noRoom();
    return 'more';
  }

  #noRoom(): void {
    this.#attempt.undecided('too many bodies of servers are read for patterns at once');
  }

  #over(head: HttpHead): void {
    if (this.#attempt.isOver) return;
    this.#connection?.close();
    if (this.#attempt.isWatched) this.#attempt.step('end', `${formatBytes(this.#bodyLength)} of body`);
    this.#onAnswer({head, bodyLength: this.#bodyLength, digest: this.#hash?.digest('hex'), body: this.#body});
  }

  #fail(words: string): void {
    this.#attempt.down('L7', `${this.#probe.method} ${this.#request.path}: ${words}`);
  }
}

import {LineBuffer} from '../director/protocol/line-buffer.js';
import {type EndWords, explainEnd, explainStray} from './explain-end.js';
import type {RemoteWorld, ShellEnd, ShellProcess} from './remote-world.js';
import {rpcLimits} from './rpc-limits.js';
import {parseRpcLine, type RpcMessage} from './rpc-message.js';

export interface WireListener {
  onMessage(message: RpcMessage): void;
  /** Once: nothing more comes. Not called after end(). */
  onEnd(end: EndWords): void;
}

/** One run of `lvsctl rpc` at the other end of ssh(1): lines there, messages back. */
export class RpcWire {
  /** Whether it has said who it is: what comes before and is no message is from something else. */
  isGreeted = false;
  readonly #lines = new LineBuffer(rpcLimits.answerBytes);
  #shell: ShellProcess | undefined;
  #errors = '';
  #stray = '';
  #isOver = false;

  /** @param program with its words @param host as words about it name it */
  constructor(
    program: readonly string[],
    private readonly host: string,
    world: Pick<RemoteWorld, 'start'>,
    private readonly listener: WireListener,
  ) {
    this.#shell = world.start(program, {
      onOutput: piece => this.#receive(piece),
      onErrors: piece => {
        this.#errors = (this.#errors + piece.toString()).slice(-mostErrors);
      },
      onEnd: end => this.#onEnd(end),
    });
  }

  /** @returns whether it is on its way: one that takes nothing is not sent more and more */
  send(line: string): boolean {
    if (!this.#shell || this.#shell.unwritten > rpcLimits.requestBytes) return false;
    this.#shell.write(`${line}\n`);
    return true;
  }

  /** Idempotent. */
  end(): void {
    this.#isOver = true;
    this.#shell?.end();
    this.#shell = undefined;
  }

  #receive(piece: Buffer): void {
    if (this.#isOver) return;
    if (!this.isGreeted) this.#stray = (this.#stray + piece.toString()).slice(0, mostStray);
    this.#lines.push(piece);
    while (!this.#isOver) {
      const line = this.#lines.next();
      if (line === undefined) return;
      if (line === 'too-long') return this.#fail(`it said more than ${rpcLimits.answerBytes} bytes in a line`, false);
      const message = parseRpcLine(line);
      if (message.type !== 'problem') this.listener.onMessage(message);
      else if (this.isGreeted) this.#fail(`what answers there is no lvsctl rpc: ${message.error.message}`, false);
      else this.#fail(explainStray(this.#stray), true);
    }
  }

  #onEnd(end: ShellEnd): void {
    if (this.#isOver) return;
    const {words, isLasting} = explainEnd(this.host, end, this.#errors, this.isGreeted ? undefined : this.#stray);
    this.#fail(words, isLasting);
  }

  #fail(words: string, isLasting: boolean): void {
    this.end();
    this.listener.onEnd({words, isLasting});
  }
}

/** Characters of standard error: its end is what counts. */
const mostErrors = 4096;
/** Characters of what came before the protocol: its beginning is what counts. */
const mostStray = 200;

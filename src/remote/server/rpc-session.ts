import {LineBuffer} from '../../director/protocol/line-buffer.js';
import {errorCodes} from '../../director/protocol/methods.js';
import {isProtocolError, ProtocolError} from '../../director/protocol/protocol-error.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {rpcLimits} from '../rpc-limits.js';
import {formatRpcError, formatRpcResult, parseRpcLine} from '../rpc-message.js';
import {type Hello, type RpcMethod, rpcMethods} from '../rpc-methods.js';
import {readRpcParameters} from './rpc-parameters.js';
import {RunningCommands} from './running-commands.js';
import type {SessionWorld} from './session-world.js';
import {SentStage} from './sent-stage.js';

/** One client of `lvsctl rpc`, from its first line to the end of its input. */
export class RpcSession {
  /** Called once: it is over, and nothing more is to be read. */
  onOver: () => void = () => {};
  readonly #lines = new LineBuffer(rpcLimits.requestBytes);
  readonly #commands: RunningCommands;
  readonly #stage: SentStage;
  #underWay = 0;
  /** Requests since what was said before has been read. */
  #askedInVain = 0;
  #isOver = false;
  #cancelLost = () => {};
  /** Undefined: whoever asks has sent no ping, and may be silent for as long as it wants. */
  #pingedAt: Milliseconds | undefined;

  constructor(
    private readonly mayWrite: boolean,
    private readonly world: SessionWorld,
  ) {
    this.#commands = new RunningCommands(mayWrite, world);
    this.#stage = new SentStage(mayWrite, world);
  }

  receive(piece: Buffer): void {
    this.#lines.push(piece);
    while (!this.#isOver) {
      const line = this.#lines.next();
      if (line === undefined) break;
      if (line === 'too-long') {
        this.#refuse(
          null,
          new ProtocolError(errorCodes.closed, `a request has at most ${rpcLimits.requestBytes} bytes`),
        );
        return this.#finish();
      }
      if (line.some(byte => byte !== 0x20 && byte !== 0x0d)) this.#take(line);
    }
    if (this.#pingedAt !== undefined) this.#armLost();
  }

  /** After the end of the input: a script is told what it has asked for; whoever has sent a ping is gone. */
  async finished(): Promise<void> {
    if (this.#pingedAt === undefined) await this.#commands.settled();
  }

  /** What runs is ended as Ctrl-C would. Resolves when it has ended, or had time enough. */
  async end(): Promise<void> {
    this.#finish();
    await new Promise<void>(resolve => {
      const cancel = this.world.after(rpcLimits.endingTime, resolve);
      void Promise.allSettled([this.#commands.end(), this.#stage.close()]).then(() => {
        cancel();
        resolve();
      });
    });
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelLost();
    this.onOver();
  }

  #armLost(): void {
    this.#cancelLost();
    if (!this.#isOver) this.#cancelLost = this.world.after(rpcLimits.lostAfter, () => this.#finish());
  }

  /** NB: whoever asks again and again and reads no answer must not fill the memory. */
  #isInVain(): boolean {
    this.#askedInVain = this.world.output.unread < rpcLimits.requestBytes ? 0 : this.#askedInVain + 1;
    return this.#askedInVain > rpcLimits.askedInVain;
  }

  #take(line: Uint8Array): void {
    if (this.#isInVain()) return this.#finish();
    const message = parseRpcLine(line);
    if (message.type === 'problem') return this.#refuse(message.id, message.error);
    if (message.type !== 'request')
      return this.#refuse(null, new ProtocolError(errorCodes.request, 'a request has an id, a whole number'));
    const {id, method, params} = message;
    if (!isMethod(method)) {
      const words = `there is no method ${escapeControls(JSON.stringify(method))}: there are ${rpcMethods.join(', ')}`;
      return this.#refuse(id, new ProtocolError(errorCodes.method, words));
    }
    if (this.#underWay >= rpcLimits.requestsUnderWay)
      return this.#refuse(id, new ProtocolError(errorCodes.refused, `${this.#underWay} requests are under way: wait`));
    this.#underWay++;
    const work = async () => this.#carryOut(id, method, params);
    work()
      .then(result => this.world.output.put(formatRpcResult(id, result)))
      .catch(error => this.#refuse(id, error))
      .finally(() => {
        this.#underWay--;
      });
  }

  async #carryOut(id: number, method: RpcMethod, params: unknown): Promise<unknown> {
    switch (method) {
      case 'hello':
        readRpcParameters(method, params);
        return this.#hello();
      case 'ping':
        readRpcParameters(method, params);
        this.#pingedAt = this.world.clock();
        return {};
      case 'run':
        return this.#commands.run(id, readRpcParameters(method, params).words);
      case 'interrupt':
        this.#commands.interrupt(readRpcParameters(method, params).call);
        return {};
      case 'top.open':
        return this.#stage.open(readRpcParameters(method, params));
      case 'top.press':
        return this.#stage.press(readRpcParameters(method, params));
      case 'top.resize':
        return this.#stage.resize(readRpcParameters(method, params));
      case 'top.show':
        return this.#stage.show(readRpcParameters(method, params));
      case 'top.close':
        readRpcParameters(method, params);
        return this.#stage.close();
    }
  }

  #hello(): Hello {
    return {schema: 'lvsctl.rpc/1', ...this.world.host, mayWrite: this.mayWrite, clock: this.world.clock()};
  }

  #refuse(id: number | null, error: unknown): void {
    const known = isProtocolError(error)
      ? error
      : new ProtocolError(errorCodes.failed, error instanceof Error ? error.message : String(error));
    this.world.output.put(formatRpcError(id, known));
  }
}

function isMethod(name: string): name is RpcMethod {
  return (rpcMethods as readonly string[]).includes(name);
}

import {errorCodes} from '../../director/protocol/methods.js';
import {ProtocolError} from '../../director/protocol/protocol-error.js';
import {rpcLimits} from '../rpc-limits.js';
import {formatRpcRequest} from '../rpc-message.js';
import type {SessionWorld} from './session-world.js';

/** The command lines that run in this process for a client. */
export class RunningCommands {
  readonly #running = new Map<number, {readonly interruption: AbortController; readonly ended: Promise<unknown>}>();

  constructor(
    private readonly mayWrite: boolean,
    private readonly world: SessionWorld,
  ) {}

  /** @param call the id of the request: its output and its interruption name it. @throws ProtocolError where it may not run */
  async run(call: number, words: readonly string[]): Promise<{readonly status: number}> {
    if (this.#running.size >= rpcLimits.runs || this.#running.has(call))
      throw new ProtocolError(errorCodes.refused, `${this.#running.size} commands run: wait for one to end`);
    const interruption = new AbortController();
    const ended = this.#begin(call, words, interruption);
    this.#running.set(call, {interruption, ended});
    try {
      return {status: await ended};
    } finally {
      this.#running.delete(call);
    }
  }

  /** Nothing where it has ended already. */
  interrupt(call: number): void {
    this.#running.get(call)?.interruption.abort();
  }

  /** Interrupts all. Resolves when they have ended. */
  end(): Promise<void> {
    for (const {interruption} of this.#running.values()) interruption.abort();
    return this.settled();
  }

  /** Resolves when all have ended, and their statuses were told. */
  async settled(): Promise<void> {
    await Promise.allSettled(Array.from(this.#running.values(), ({ended}) => ended));
    await Promise.resolve();
  }

  async #begin(call: number, words: readonly string[], interruption: AbortController): Promise<number> {
    const access = await this.world.accessOf(words);
    if (access.access === 'refused') throw new ProtocolError(errorCodes.refused, access.words);
    if (access.access === 'changes' && !this.mayWrite)
      throw new ProtocolError(
        errorCodes.notPermitted,
        `lvsctl ${words.slice(0, 2).join(' ')} … may change something or reads a file: only lvsctl rpc --write does that`,
      );
    if (interruption.signal.aborted) return 130;
    const stream = (name: string) => ({write: (text: string) => this.#tell(call, name, text, interruption)});
    const status = await this.world.run(words, {
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      interruption: interruption.signal,
      isReadOnly: !this.mayWrite,
    });
    return status;
  }

  /** NB: commands do not wait for whoever reads: one that says more than anybody takes is interrupted. */
  #tell(call: number, stream: string, text: string, interruption: AbortController): void {
    const {output} = this.world;
    for (let at = 0; at < text.length; at += rpcLimits.pieceCharacters) {
      if (output.unread > rpcLimits.unreadBytes) return interruption.abort();
      const piece = text.slice(at, at + rpcLimits.pieceCharacters);
      output.put(formatRpcRequest(undefined, 'output', {call, stream, text: piece}));
    }
  }
}

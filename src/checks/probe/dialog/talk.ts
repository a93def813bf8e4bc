import type {Attempt} from '../attempt.js';
import type {DialogProbe} from '../probe.js';
import {formatBytes, formatSpan} from '../quantity.js';
import {askPattern} from './ask-pattern.js';
import {type Channel, openChannel} from './channel.js';
import type {Dialog, Outcome, Reply, Turn} from './dialog.js';
import {conceal, quote} from './outside-words.js';
import {ReceivedLines} from './received-lines.js';

/**
 * Holds a dialog over a channel: sends what it says, gives it what it wants to hear, and tells the verdict.
 * @param begin makes the dialog, when the channel is there
 */
export function holdTalk(attempt: Attempt, probe: DialogProbe, begin: Begin): Talk {
  return new Talk(attempt, probe, begin);
}

type Begin = (localAddress: string, localPort: number) => Dialog;

class Talk {
  readonly #attempt: Attempt;
  readonly #probe: DialogProbe;
  readonly #channel: Channel;
  readonly #lines = new ReceivedLines();
  #dialog: Dialog | undefined;
  /** What it waits for. */
  #wanted: Turn | undefined;
  #received = 0;

  constructor(attempt: Attempt, probe: DialogProbe, begin: Begin) {
    this.#attempt = attempt;
    this.#probe = probe;
    this.#channel = openChannel(attempt, probe, {
      onOpen: (address, port) => {
        this.#dialog = begin(address, port);
        this.#go(undefined);
      },
      onBytes: bytes => this.#take(bytes),
      onEnd: () => {
        this.#lines.isEnded = true;
        this.#hear();
      },
    });
  }

  #take(bytes: Buffer): void {
    this.#received += bytes.length;
    this.#lines.add(bytes);
    this.#hear();
    if (this.#received > mostBytes)
      this.#attempt.down('L7', `more than ${formatBytes(mostBytes)} came, and it is still not ${this.#expected()}`);
  }

  /** Gives the dialog what it waits for, if it is there. */
  #hear(): void {
    if (this.#attempt.isOver || !this.#wanted) return;
    const heard = this.#find(this.#wanted);
    if (heard !== undefined || this.#lines.isEnded) this.#go(heard);
  }

  #find(turn: Turn): string | undefined {
    const heard = turn.type === 'piece' ? this.#lines.takePiece() : this.#lines.takeLine();
    if (heard !== undefined && this.#attempt.isWatched) this.#attempt.step('received', quote(this.#conceal(heard)));
    return heard;
  }

  /** As far as it comes without waiting. */
  #go(reply: Reply): void {
    let given: Reply = reply;
    this.#wanted = undefined;
    while (this.#dialog) {
      const {done, value} = this.#dialog.next(given);
      if (done) return this.#settle(value);
      given = undefined;
      switch (value.type) {
        case 'send':
          if (this.#attempt.isWatched) this.#attempt.step('send', value.shown);
          this.#channel.send(Buffer.from(value.text));
          break;
        case 'end-sending':
          this.#channel.endSending();
          break;
        case 'line':
        case 'piece':
          given = this.#find(value);
          if (given !== undefined || this.#lines.isEnded) break;
          this.#wanted = value;
          this.#attempt.expect(this.#probe.limits.silence, isWhole => this.#isSilent(isWhole));
          return;
        case 'match':
          return askPattern(this.#attempt, this.#probe.pattern, value.text, isFound => this.#go(isFound));
      }
    }
  }

  #isSilent(isWhole: boolean): void {
    const {limits, over} = this.#probe;
    const span = formatSpan(isWhole ? limits.whole : limits.silence);
    if (over === 'udp' && this.#received === 0)
      return this.#attempt.down('L4', `no answer within ${span}: ${this.#expected()} is expected`, true);
    const came = this.#received === 0 ? 'nothing' : `${formatBytes(this.#received)}, and then nothing`;
    this.#attempt.down('L7', `${this.#expected()} is expected, and within ${span} ${came} came`);
  }

  #expected(): string {
    return this.#wanted && 'expected' in this.#wanted ? this.#wanted.expected : 'an answer';
  }

  #settle({type, words}: Outcome): void {
    const told = this.#conceal(words);
    if (type === 'up') this.#attempt.up(told);
    else this.#attempt.down('L7', told);
  }

  #conceal(words: string): string {
    return conceal(words, this.#probe.password.sealed);
  }
}

/** What one try may take up. */
const mostBytes = 1_048_576;

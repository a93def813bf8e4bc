import {Attempt} from './attempt.js';
import {connectFailure} from './connect-failure.js';
import type {PingProbe} from './probe.js';
import type {Ping, PingEnd, StartProbe} from './probe-world.js';
import {formatSpan} from './quantity.js';

/**
 * Echo requests, one after the other, until one is answered: PING_CHECK asks once, ldirectord's ping `checkcount` times
 * (check_ping).
 * NB: keepalived 2.2.7 has bindto and fwmark in PING_CHECK and sends without them (check_ping.c, icmp_connect_thread).
 */
export const startPingProbe: StartProbe<PingProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  new Pings(attempt, probe).ask();
  return attempt;
};

class Pings {
  readonly #ping: Omit<Ping, 'timeout'>;
  #asked = 0;

  constructor(
    private readonly attempt: Attempt,
    private readonly probe: PingProbe,
  ) {
    const {address, bindAddress, bindInterface, mark} = probe.target;
    this.#ping = {
      address,
      ...(bindAddress && {bindAddress}),
      ...(bindInterface !== undefined && {bindInterface}),
      ...(mark !== undefined && {mark}),
    };
  }

  /** NB: each ends with its own time, which is what is left of the whole time at most: the try needs no timer beside it. */
  ask(): void {
    const {attempt} = this;
    const {connect, whole} = this.probe.limits;
    const timeout = Math.min(connect, whole - attempt.elapsed);
    if (timeout <= 0) return this.#giveUp();
    this.#asked++;
    const letGo = attempt.holds(
      attempt.world.ping({...this.#ping, timeout}, end => {
        letGo();
        this.#hear(end);
      }),
    );
  }

  #hear(end: PingEnd): void {
    const {attempt} = this;
    if (attempt.isOver) return;
    if (attempt.isWatched) attempt.step(`echo request ${this.#asked}`, wordsOf(end));
    if (end.type === 'answered') return attempt.up(`the host answers, in ${formatSpan(end.latency)}`);
    if (end.type === 'failed') {
      const failure = connectFailure(end.code, end.words);
      if (failure.type === 'undecided' || failure.layer !== 'L3') return attempt.undecided(failure.words);
      if (this.#asked >= this.probe.tries) return attempt.down('L3', failure.words, true);
    }
    if (this.#asked >= this.probe.tries) this.#giveUp();
    else this.ask();
  }

  #giveUp(): void {
    const {connect, whole} = this.probe.limits;
    const what = this.#asked === 1 ? 'the echo request' : `any of ${this.#asked} echo requests`;
    this.attempt.down('L3', `no answer to ${what} within ${formatSpan(Math.min(connect, whole))}`, true);
  }
}

function wordsOf(end: PingEnd): string {
  if (end.type === 'answered') return `answered in ${formatSpan(end.latency)}`;
  return end.type === 'silent' ? 'no answer' : end.words;
}

import type {Milliseconds} from '../milliseconds.js';
import {Attempt} from './attempt.js';
import {Connection} from './connection.js';
import {matchBody} from '../pattern/match-body.js';
import type {Pattern} from '../pattern/pattern.js';
import type * as Codec from './dns/dns-codec.js';
import {FrameReader, framed} from './dns/frame-reader.js';
import type {DnsProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {formatBytes, formatSpan} from './quantity.js';
import {Datagrams} from './udp/datagrams.js';

/** Net::DNS, which ldirectord asks with, asks again so often over UDP; keepalived's retries are those of its check. */
const resendTime: Milliseconds = 5000;
/** Messages that are no reply: who sends more than that keeps others from being checked. */
const mostForeign = 100;

/** One question to a DNS server: DNS_CHECK; dns. */
export const startDnsProbe: StartProbe<DnsProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  import('./dns/dns-codec.js').then(
    codec => {
      if (!attempt.isOver) new DnsTalk(attempt, probe, codec).begin();
    },
    (error: Error) => attempt.undecided(`the DNS codec cannot be loaded: ${error.message}`),
  );
  return attempt;
};

class DnsTalk {
  /** Chance is not needed: a connected socket has a port of its own, and hears its target alone. */
  readonly #id: number;
  #query: Uint8Array = new Uint8Array(0);
  #datagrams: Datagrams | undefined;
  #isMatching = false;
  #foreign = 0;

  constructor(
    private readonly attempt: Attempt,
    private readonly probe: DnsProbe,
    private readonly codec: typeof Codec,
  ) {
    this.#id = Math.trunc(attempt.began * 1000) & 0xffff;
  }

  begin(): void {
    const {recordType, name, over} = this.probe;
    try {
      this.#query = this.codec.encodeQuery(this.#id, recordType, name);
    } catch (error) {
      return this.attempt.undecided((error as Error).message);
    }
    if (over === 'udp') this.#askByUdp();
    else this.#askByTcp();
  }

  #askByUdp(): void {
    const {attempt, probe} = this;
    this.#datagrams = new Datagrams(attempt, probe.target, {
      onOpen: () => this.#send(),
      onDatagram: bytes => this.#take(bytes),
    });
    attempt.expect(probe.limits.silence, () =>
      attempt.down('L4', `no reply to the query within ${formatSpan(attempt.elapsed)}`, true),
    );
  }

  #send(): void {
    if (!this.#datagrams || this.#isMatching) return;
    this.#step('send', `${this.#question} over UDP`);
    this.#datagrams.send(this.#query);
    if (!this.probe.pattern) return;
    const letGo = this.attempt.holds(
      this.attempt.world.after(resendTime, () => {
        letGo();
        this.#send();
      }),
    );
  }

  #askByTcp(): void {
    const {target, limits} = this.probe;
    const reader = new FrameReader();
    const connection = new Connection(this.attempt, target, limits, undefined, {
      onOpen: () => {
        this.#step('send', `${this.#question} over TCP`);
        connection.send(framed(this.#query));
      },
      onBytes: bytes => {
        for (const message of reader.take(bytes)) this.#take(message);
      },
    });
  }

  #take(bytes: Buffer): void {
    const {attempt, codec, probe} = this;
    if (attempt.isOver) return;
    const reply = codec.readReply(bytes, this.#id);
    if (!reply) return this.#leave(bytes);
    this.#step('reply', `${reply.rcode}, answers: ${reply.answerCount}`);
    // keepalived: check_dns.c, dns_recv_thread: an rcode is a failure, and anything else is success, without an answer too
    if (reply.rcode !== 'NOERROR') return attempt.down('L7', `${reply.rcode} for ${this.#question}`);
    if (!probe.pattern) return attempt.up(`NOERROR for ${this.#question}, answers: ${reply.answerCount}`);
    if (this.#isMatching) return; // an answer to a query that was sent again
    if (reply.isTruncated && this.#datagrams) {
      this.#datagrams.close();
      this.#datagrams = undefined;
      return this.#askByTcp();
    }
    this.#match(bytes, probe.pattern);
  }

  #leave(bytes: Buffer): void {
    this.#step('reply', `${formatBytes(bytes.length)} that are no reply to the query`);
    if (++this.#foreign >= mostForeign)
      this.attempt.down('L7', `${mostForeign} messages came, and none was a reply to the query`);
  }

  #match(bytes: Buffer, pattern: Pattern): void {
    // ldirectord: check_dns: an empty `receive` is matched by nothing
    if (pattern.source === '')
      return this.attempt.down('L7', 'no answer is good enough: nothing is said to be expected');
    try {
      this.#isMatching = true;
      this.attempt.expect(this.probe.limits.whole, () =>
        this.attempt.undecided('whether an answer is as expected could not be found out in time'),
      );
      this.#matchNext(this.codec.answerTexts(bytes).values(), pattern);
    } catch (error) {
      this.attempt.down('L7', `the reply cannot be read: ${(error as Error).message}`);
    }
  }

  /** One answer after the other, as each is a text of its own to the pattern. */
  #matchNext(texts: Iterator<string>, pattern: Pattern): void {
    const {attempt} = this;
    const {value: text, done} = texts.next();
    if (done) return attempt.down('L7', `no answer of type A or PTR for ${this.#question} is as expected`);
    const letGo = attempt.holds(
      matchBody(attempt.world, pattern, text, outcome => {
        letGo();
        if (outcome.type === 'undecided') attempt.undecided(outcome.words);
        else if (outcome.found) attempt.up(`${text} for ${this.#question}`);
        else this.#matchNext(texts, pattern);
      }),
    );
  }

  #step(name: string, words: string): void {
    if (this.attempt.isWatched) this.attempt.step(name, words);
  }

  get #question(): string {
    return `${this.probe.recordType} ${this.probe.name}`;
  }
}

import {Attempt} from './attempt.js';
import {Connection} from './connection.js';
import type {SmtpProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {ReplyReader, type SmtpReply} from './smtp/reply-reader.js';

/** What is waited for, and with which code it is well; keepalived: check_smtp.c, smtp_engine_thread. */
const stages = [
  {name: 'greeting', code: 220},
  {name: 'answer to HELO', code: 250},
  {name: 'answer to QUIT', code: undefined}, // any line is one
] as const;

const longestText = 200;

/** Greeting, HELO, QUIT: SMTP_CHECK. A server that says nothing to QUIT is down, too (smtp_get_line_cb: read failure). */
export const startSmtpProbe: StartProbe<SmtpProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  const talk = new SmtpTalk(attempt, probe);
  talk.begin();
  return attempt;
};

class SmtpTalk {
  readonly #reader = new ReplyReader();
  readonly #stages = stages.values();
  #stage: (typeof stages)[number] = stages[0];
  #connection: Connection | undefined;

  constructor(
    private readonly attempt: Attempt,
    private readonly probe: SmtpProbe,
  ) {}

  begin(): void {
    const {target, limits} = this.probe;
    this.#stages.next();
    this.#connection = new Connection(this.attempt, target, limits, undefined, {
      onOpen: () => undefined,
      onBytes: bytes => this.#take(bytes),
      onEnd: () => this.attempt.down('L7', `the server closed the connection before its ${this.#stage.name}`),
    });
  }

  #take(bytes: Buffer): void {
    let reply: SmtpReply | undefined;
    try {
      reply = this.#reader.take(bytes);
    } catch (error) {
      return this.attempt.down('L7', `${(error as Error).message}, as ${this.#stage.name}`);
    }
    if (reply) this.#judge(reply);
  }

  #judge({code, text}: SmtpReply): void {
    const {attempt} = this;
    const {name, code: expected} = this.#stage;
    const said = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
    if (attempt.isWatched) attempt.step(name, said);
    if (expected !== undefined && code !== expected)
      return attempt.down('L7', `${name} is ${JSON.stringify(said)}, and ${expected} is expected`);
    const next = this.#stages.next();
    if (next.done) return attempt.up('greeting, HELO and QUIT answered');
    this.#stage = next.value;
    this.#reader.clear();
    this.#connection?.send(next.value === stages[1] ? `HELO ${this.probe.helo}\r\n` : 'QUIT\r\n');
  }
}

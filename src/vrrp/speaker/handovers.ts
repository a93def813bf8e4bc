import {type Address, formatAddress, isSameAddress} from '../../net/address.js';
import {span} from '../findings/words.js';
import type {Milliseconds} from '../intervals.js';
import {type HandoverMessage, refusalReasons} from './handover-message.js';
import type {LocalRouter} from './local-router.js';
import type {HandOverRequest} from './speaker-control.js';
import type {HandoverReport} from './speaker-report.js';

/** A question is asked so often, and an answer waited for so long. */
const asking = {times: 3, every: 100};

/** What hands over, as far as it needs others. */
export interface HandoverWorld {
  say(router: LocalRouter, message: Omit<HandoverMessage, 'version' | 'virtualRouter' | 'sync'>, to: Address): void;
  isMaster(router: LocalRouter): boolean;
  /** Whether it preempts a master of this priority. */
  comesBack(router: LocalRouter, priority: number): boolean;
  /** How long a backup waits for a silent master. */
  downInterval(router: LocalRouter): Milliseconds;
  /** Gives the addresses up in favour of the peer. */
  leave(router: LocalRouter, to: Address): void;
  report(report: HandoverReport): void;
}

interface Talk {
  readonly request: HandOverRequest;
  readonly router: LocalRouter;
  readonly nonce: bigint;
  stage: 'asking' | 'leaving' | 'left';
  asked: number;
  deadline: Milliseconds;
}

/** The planned handovers of masters of this host: asks the peer, leaves when it is ready, and sees that it took over. */
export class Handovers {
  readonly #talks = new Set<Talk>();

  constructor(private readonly world: HandoverWorld) {}

  /** When it wants to be woken; infinity for never. */
  get deadline(): Milliseconds {
    let first = Number.POSITIVE_INFINITY;
    for (const {deadline} of this.#talks) first = Math.min(first, deadline);
    return first;
  }

  /** @param company the members of its sync group, itself among them */
  start(request: HandOverRequest, router: LocalRouter, company: readonly LocalRouter[], now: Milliseconds): void {
    const talk: Talk = {
      request,
      router,
      // of one host, no other question has it: neither this one's nor one before a restart
      nonce: BigInt.asUintN(64, BigInt(Math.floor(now * 1000)) * 1024n + BigInt(request.id & 1023)),
      stage: 'asking',
      asked: 0,
      deadline: now,
    };
    const refusal = this.#objection(request, router, company);
    if (refusal !== undefined) return this.#tell(talk, 'refused', refusal, now);
    this.#talks.add(talk);
    this.#ask(talk, now);
  }

  wake(now: Milliseconds): void {
    for (const talk of this.#talks) {
      if (now < talk.deadline) continue;
      if (talk.stage !== 'asking') this.#end(talk, 'failed', this.#notHeard(talk), now);
      else if (!this.world.isMaster(talk.router)) this.#end(talk, 'failed', `${notMaster(talk.router)} any more`, now);
      else if (talk.asked < asking.times) this.#ask(talk, now);
      else {
        this.world.say(talk.router, messageOf(talk, 'cancel'), talk.request.to);
        this.#end(talk, 'no-answer', this.#noAnswer(talk), now);
      }
    }
  }

  /** Of a peer: `ready` or `refuse`. */
  hear(router: LocalRouter, source: Address, message: HandoverMessage, now: Milliseconds): void {
    const talk = [...this.#talks].find(one => one.router === router && one.nonce === message.nonce);
    if (talk?.stage !== 'asking' || !isSameAddress(source, talk.request.to)) return;
    const peer = formatAddress(source);
    if (message.kind === 'refuse') {
      const {words} = refusalReasons[message.reason ?? 'not-backup'];
      return this.#end(talk, 'refused', `${peer} does not take over: ${words}`, now);
    }
    if (message.kind !== 'ready') return;
    if (!this.world.isMaster(router)) return this.#end(talk, 'failed', `${notMaster(router)} any more`, now);
    const sync = message.sync === 'ready' ? ', with all connections' : '';
    if (talk.request.isOnlyAsked) return this.#end(talk, 'ready', `${peer} would take over at once${sync}`, now);
    this.#tell(talk, 'ready', `${peer} takes over at once${sync}`, now);
    talk.stage = 'leaving';
    talk.deadline = Number.POSITIVE_INFINITY; // until the kernel has answered
    this.world.leave(router, talk.request.to);
  }

  /** The addresses of a router are gone, and its goodbye is said. */
  noteGone(router: LocalRouter, now: Milliseconds): void {
    for (const talk of this.#talks) {
      if (talk.router !== router || talk.stage !== 'leaving') continue;
      talk.stage = 'left';
      talk.deadline = now + this.world.downInterval(router);
      this.#tell(talk, 'left', `the addresses are gone here, and ${formatAddress(talk.request.to)} was told so`, now);
    }
  }

  /** Somebody advertises as master. */
  noteAdvertisement(router: LocalRouter, source: Address, priority: number, now: Milliseconds): void {
    for (const talk of this.#talks) {
      if (talk.router !== router || talk.stage === 'asking' || priority === 0) continue;
      if (!isSameAddress(source, talk.request.to)) continue;
      const back = this.world.comesBack(router, priority)
        ? `; its priority is ${priority}, so this host will take over again: lvsctl vrrp hold ${router.name} --as backup keeps it there`
        : '';
      this.#end(talk, 'done', `${formatAddress(source)} is master${back}`, now);
    }
  }

  /** It is master again, or does not work any more. */
  noteEntered(router: LocalRouter, state: 'master' | 'fault' | 'initialize', now: Milliseconds): void {
    for (const talk of this.#talks) {
      if (talk.router !== router) continue;
      const words = state === 'master' ? this.#notHeard(talk) : notMaster(router);
      this.#end(talk, 'failed', words, now);
    }
  }

  #ask(talk: Talk, now: Milliseconds): void {
    talk.asked++;
    talk.deadline = now + asking.every;
    this.world.say(talk.router, messageOf(talk, 'ask'), talk.request.to);
  }

  #objection({to}: HandOverRequest, router: LocalRouter, company: readonly LocalRouter[]): string | undefined {
    if (!this.world.isMaster(router)) return `${notMaster(router)}: ask the host that is`;
    const others = [...this.#talks].filter(({request}) => !request.isOnlyAsked); // questions change nothing
    if (others.some(talk => company.includes(talk.router))) return 'another handover of it is under way';
    if (router.source && isSameAddress(to, router.source)) return `${formatAddress(to)} is this host itself`;
    return to.family === router.settings.family
      ? undefined
      : `${formatAddress(to)} is not of its family: give the address from which the peer advertises`;
  }

  #noAnswer({request, router}: Talk): string {
    return `${formatAddress(request.to)} did not answer, and nothing was changed: it is no director of lvsctl, or another one. Without its consent: lvsctl vrrp hold ${router.name} --as backup`;
  }

  #notHeard({request, router}: Talk): string {
    const time = span(this.world.downInterval(router));
    return `${formatAddress(request.to)} was ready, and did not advertise as master within ${time}: look there with lvsctl vrrp. Whoever has the highest priority takes over, this host too`;
  }

  #end(talk: Talk, stage: HandoverReport['stage'], words: string, now: Milliseconds): void {
    this.#talks.delete(talk);
    this.#tell(talk, stage, words, now);
  }

  #tell({request, router}: Talk, stage: HandoverReport['stage'], words: string, at: Milliseconds): void {
    this.world.report({type: 'handover', at, id: request.id, router: router.name, stage, words});
  }
}

function messageOf({nonce, request: {isOnlyAsked}}: Talk, kind: 'ask' | 'cancel') {
  return {kind, nonce, isOnlyAsked, reason: undefined};
}

function notMaster(router: LocalRouter): string {
  return `${router.name} is not master here`;
}

import type {Address} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {downInterval} from '../router/entering.js';
import {advertisedPriority, isOwner} from '../router/router.js';
import {objectionTo} from './answer-handover.js';
import type {Crew} from './crew.js';
import type {HandoverMessage} from './handover-message.js';
import {Handovers} from './handovers.js';
import type {LocalRouter} from './local-router.js';
import type {HandOverRequest, SyncReadiness} from './speaker-control.js';
import type {SpeakerReport} from './speaker-report.js';

/** A master that said it would leave is waited for so long. */
const expectation: Milliseconds = 1000;

/** Planned handovers of both sides: masters of this host that leave, and backups that are asked. */
export class Negotiator {
  sync: SyncReadiness = {state: 'none'};
  readonly handovers: Handovers;

  constructor(
    private readonly clock: () => Milliseconds,
    private readonly crew: Crew,
    private readonly report: (report: SpeakerReport) => void,
  ) {
    this.handovers = new Handovers({
      say: (router, message, to) => this.#say(router, message, to),
      isMaster: ({state}) => state === 'master',
      comesBack: (router, priority) => this.#comesBack(router, priority),
      downInterval: router => this.#downInterval(router),
      leave: ({name}, to) => this.crew.feed({type: 'hand-over', router: name, to}),
      report,
    });
  }

  start(request: HandOverRequest): void {
    const router = this.crew.locals.get(request.router);
    const at = this.clock();
    if (router) this.handovers.start(request, router, this.crew.company(router), at);
    else {
      const words = `there is no virtual router ${request.router} here`;
      this.report({type: 'handover', at, id: request.id, router: request.router, stage: 'refused', words});
    }
  }

  hear(router: LocalRouter, source: Address, message: HandoverMessage): void {
    switch (message.kind) {
      case 'ask':
        this.#answer(router, source, message);
        break;
      case 'cancel':
        this.crew.feed({type: 'expect', router: router.name, from: source, until: Number.NEGATIVE_INFINITY});
        break;
      case 'ready':
      case 'refuse':
        this.handovers.hear(router, source, message, this.clock());
    }
  }

  #answer(router: LocalRouter, source: Address, {nonce, isOnlyAsked}: HandoverMessage): void {
    const member = this.crew.member(router);
    if (!member) return;
    const company = this.crew.company(router).flatMap(other => this.crew.member(other) ?? []);
    const reason = objectionTo(member, company, source, this.sync);
    if (!reason && !isOnlyAsked)
      this.crew.feed({type: 'expect', router: router.name, from: source, until: this.clock() + expectation});
    this.#say(router, {kind: reason ? 'refuse' : 'ready', nonce, isOnlyAsked, reason}, source);
  }

  #say(router: LocalRouter, message: Omit<HandoverMessage, 'version' | 'virtualRouter' | 'sync'>, to: Address): void {
    const {virtualRouter, rules} = router.settings;
    // what is lost is asked for again
    router.sendHandoverMessage({...message, version: rules.version, virtualRouter, sync: this.sync.state}, to);
  }

  #comesBack(router: LocalRouter, priority: number): boolean {
    const effective = this.crew.member(router)?.effective;
    if (!effective || effective.hold === 'backup' || priority >= advertisedPriority(effective)) return false;
    return router.settings.rules.preempts || isOwner(effective);
  }

  #downInterval(router: LocalRouter): Milliseconds {
    const {rules} = router.settings;
    const effective = this.crew.member(router)?.effective;
    return effective ? downInterval(rules, effective, rules.interval) : 0;
  }
}

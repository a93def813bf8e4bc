import {assess} from '../findings/assess.js';
import type {DaemonReport, Knowledge} from '../findings/knowledge.js';
import {masterDownInterval, type Milliseconds} from '../intervals.js';
import {newObservation, type Observation} from '../observer/observation.js';
import type {ObserverEvent} from '../observer/observer-event.js';
import {observerDeadline, stepObserver} from '../observer/step-observer.js';
import type {Hold} from '../truth/hold.js';
import type {RouterSource, RouterTruth} from '../truth/router-truth.js';
import {Timeline} from '../truth/timeline.js';
import {DemoPair} from './demo-pair.js';
import {demoReports, demoSources} from './demo-sources.js';
import {demoUnits} from './demo-site.js';

/** The clock that the made-up pair lives by. */
export interface DemoWorld {
  /** Since 1970. */
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
}

/** How long the pair has been running when it is opened. */
const prelude: Milliseconds = 170_000;
/** Whoever was away for longer, or has another clock, finds the pair begun anew. */
const longestAbsence: Milliseconds = 600_000;
/** Silence is judged so often. */
const judging: Milliseconds = 250;
/** The shortest wait: what happens together is told together. */
const leastTick: Milliseconds = 20;

export const demoWanted = demoUnits.flatMap(({routers}) => routers.map(({wanted}) => wanted));

/** What happens to a made-up pair of directors, watched as on a machine. The same seed and clock tell the same. */
export class DemoRouters implements RouterSource {
  #pair: DemoPair;
  #observation: Observation;
  #timeline = new Timeline();
  #startedAt: Milliseconds;
  /** What has happened until then is told. */
  #now: Milliseconds;
  #judgeAt: Milliseconds;
  #reports: readonly DaemonReport[] = [];
  #askedAt: Milliseconds | undefined;
  readonly #listeners = new Set<(event: ObserverEvent, now: Milliseconds) => void>();
  #onChange: () => void = () => {};
  #cancelTick: () => void = () => {};
  /** Changed by whoever moves them. */
  holds: readonly Hold[] = [];

  constructor(
    private readonly world: DemoWorld,
    private readonly seed = 1,
  ) {
    [this.#pair, this.#observation, this.#now] = this.#begin();
    this.#startedAt = this.#judgeAt = this.#now;
  }

  async start(onChange: () => void): Promise<void> {
    this.#onChange = onChange;
    this.#tick();
  }

  get pair(): DemoPair {
    return this.#pair;
  }

  /** Everything that is seen and heard from now on. @returns what ends it */
  subscribe(listener: (event: ObserverEvent, now: Milliseconds) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  read(): RouterTruth {
    const now = this.advance();
    const listened = now - this.#startedAt;
    return {
      ...assess(this.#knowledge(), now),
      at: now,
      listened,
      uncertainFor: Math.max(0, masterDownInterval(2, 1, 1000) - listened),
      sources: demoSources(this.#askedAt),
      holds: this.holds,
      timeline: this.#timeline.happenings,
    };
  }

  async ask(): Promise<void> {
    const now = this.advance();
    this.#askedAt = now;
    this.#reports = demoReports(this.#pair, now);
    this.#onChange();
  }

  async close(): Promise<void> {
    this.#cancelTick();
    this.#onChange = () => {};
    this.#listeners.clear();
  }

  /** Lets everything happen that is due. @returns now */
  advance(): Milliseconds {
    const now = this.world.clock();
    if (Math.abs(now - this.#now) > longestAbsence) this.#restart();
    for (let next = this.#next; next <= now; next = this.#next) {
      this.#now = Math.max(this.#now, next);
      this.#hear(this.#pair.step(this.#now));
      if (observerDeadline(this.#observation) <= this.#now) this.#hear([{type: 'clock'}]);
      if (this.#judgeAt <= this.#now) this.#judge();
    }
    this.#now = Math.max(this.#now, now);
    return this.#now;
  }

  /** Does something to the pair, now. */
  act(change: (pair: DemoPair, now: Milliseconds) => void): void {
    const now = this.advance();
    change(this.#pair, now);
    this.#hear(this.#pair.step(now));
    this.#judge();
    this.#tick();
  }

  get #next(): Milliseconds {
    return Math.max(
      this.#now, // what is due is never in the past
      Math.min(this.#pair.deadline, observerDeadline(this.#observation), this.#judgeAt),
    );
  }

  #begin(): [pair: DemoPair, observation: Observation, now: Milliseconds] {
    const now = this.world.clock() - prelude;
    return [new DemoPair(now, this.seed), newObservation(now), now];
  }

  #restart(): void {
    [this.#pair, this.#observation, this.#now] = this.#begin();
    this.#startedAt = this.#judgeAt = this.#now;
    this.#timeline = new Timeline();
    this.#reports = [];
    this.holds = [];
  }

  #hear(events: readonly ObserverEvent[]): void {
    for (const event of events) {
      const [observation, transitions] = stepObserver(this.#observation, event, this.#now);
      this.#observation = observation;
      this.#timeline.note(transitions, observation, demoWanted, this.#now);
      if (transitions.length > 0) this.#judgeAt = Math.min(this.#judgeAt, this.#now);
      for (const listener of this.#listeners) listener(event, this.#now);
    }
  }

  /** As a timer of systemd does: what was held for a time is released. */
  #endHolds(): void {
    for (const hold of this.holds) {
      if (hold.expires === undefined || hold.expires > this.#now) continue;
      this.holds = this.holds.filter(each => each !== hold);
      const isHeld = (name: string) => hold.instances.includes(name);
      const part = this.#pair.parts.find(({unit}) => unit.routers.some(({wanted}) => isHeld(wanted.name)));
      if (part) this.#pair.write(part, 0, this.#now);
    }
  }

  #judge(): void {
    this.#endHolds();
    this.#judgeAt = this.#now + judging;
    this.#timeline.compare(assess(this.#knowledge(), this.#now), this.#now);
  }

  #knowledge(): Knowledge {
    const holds = this.holds.flatMap(({instances, since, reason}) =>
      instances.map(instance => ({instance, since, reason})),
    );
    return {observation: this.#observation, wanted: demoWanted, reports: this.#reports, holds};
  }

  #tick(): void {
    this.#cancelTick();
    const now = this.advance();
    this.#cancelTick = this.world.after(Math.max(leastTick, this.#next - now), () => this.#tick());
    this.#onChange();
  }
}

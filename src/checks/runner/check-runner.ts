import {parseAddress} from '../../net/address.js';
import {checkKey} from '../check-key.js';
import type {Check} from '../check.js';
import type {HealthEffect, HealthEvent} from '../health/health-event.js';
import type {HealthModel} from '../health/health-model.js';
import type {Milliseconds} from '../milliseconds.js';
import type {PingEnd, ProbeWorld, RunningProbe} from '../probe/probe-world.js';
import type {Probe} from '../probe/probe.js';
import {startProbe} from '../probe/start-probe.js';
import type {ProbeStep, Verdict} from '../probe/verdict.js';
import {TryQueue} from './try-queue.js';
import {watchedFile} from './watched-file.js';
import {type Watch, WatchedTries} from './watched-tries.js';

/** What the runner does not do itself. */
export type OtherEffect = Exclude<HealthEffect, {readonly type: 'try' | 'cancel' | 'ask-host'}>;

export interface RunnerWorld {
  readonly probes: ProbeWorld;
  /** Health's clock: it does not jump, in milliseconds since 1970. */
  now(): Milliseconds;
  onEffect(effect: OtherEffect): void;
  /** What tells of itself when it changes, besides files: such a check is to have an interval of 0. Undefined: it is tried. */
  watch?(probe: Probe): Watch | undefined;
}

/** So many tries are under way at most; more wait for their turn. */
const mostTries = 10_000;
/** How long a host may take to answer. */
const hostLimit: Milliseconds = 1000;

/** The driver of health: it tries what health wants tried, tells it what came of it, and arms its one timer. */
export class CheckRunner {
  readonly #model: HealthModel;
  readonly #world: RunnerWorld;
  readonly #queue: TryQueue;
  readonly #watched: WatchedTries;
  readonly #hosts = new Set<() => void>();
  #checks = new Map<string, Check>();
  #timerAt = Number.POSITIVE_INFINITY;
  #stopTimer: () => void = () => undefined;
  #isStopped = false;

  constructor(model: HealthModel, world: RunnerWorld, most = mostTries) {
    this.#model = model;
    this.#world = world;
    const after = (delay: Milliseconds, call: () => void) => world.probes.after(delay, call);
    this.#queue = new TryQueue(most, after);
    this.#watched = new WatchedTries(after);
  }

  /** Something happened: health decides, and what it wants is done. */
  step(event: HealthEvent): void {
    if (this.#isStopped) return;
    if (event.type === 'configure') this.#checks = checksOf(event);
    this.perform(this.#model.step(event, this.#world.now()));
    if (event.type === 'configure') this.#watched.keep(key => this.#checks.has(key));
    this.#arm();
  }

  perform(effects: readonly HealthEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'try':
          this.#try(effect.check);
          break;
        case 'cancel':
          this.#watched.cancel(effect.check);
          this.#queue.cancel(effect.check);
          break;
        case 'ask-host':
          this.#askHost(effect.host);
          break;
        case 'plan':
        case 'happened':
          this.#world.onEffect(effect);
      }
    }
  }

  /** Tries a check at once, for somebody who watches: health is not told. */
  runNow(check: Check, onStep: (step: ProbeStep) => void, onVerdict: (verdict: Verdict) => void): RunningProbe {
    return startProbe(check.probe, this.#world.probes, onVerdict, onStep);
  }

  /** Nothing is tried and nothing told any more. */
  stop(): void {
    this.#isStopped = true;
    this.#stopTimer();
    this.#queue.clear();
    this.#watched.clear();
    for (const giveUp of this.#hosts) giveUp();
    this.#hosts.clear();
  }

  #try(key: string): void {
    const check = this.#checks.get(key);
    if (!check) throw new Error(`health wants a check tried that is not configured: ${key}`);
    const take = (verdict: Verdict) => this.step({type: 'verdict', check: key, verdict});
    const watch = this.#watch(check);
    if (watch) return this.#watched.add(key, watch, take);
    this.#queue.add(key, onEnd =>
      startProbe(check.probe, this.#world.probes, verdict => {
        onEnd();
        take(verdict);
      }),
    );
  }

  #watch({probe, schedule: {interval}}: Check): Watch | undefined {
    if (interval > 0) return undefined;
    return this.#world.watch?.(probe) ?? (probe.type === 'file' ? watchedFile(probe, this.#world.probes) : undefined);
  }

  #askHost(host: string): void {
    const address = parseAddress(host);
    if (!address) throw new Error(`health asks for a host that has no address: ${host}`);
    const giveUp = this.#world.probes.ping({address, timeout: hostLimit}, end => {
      this.#hosts.delete(giveUp);
      this.step({type: 'host', host, answered: isAnswered(end)});
    });
    this.#hosts.add(giveUp);
  }

  /** A deadline that has moved away is noticed when the timer of the old one is over. */
  #arm(): void {
    const {deadline} = this.#model;
    if (deadline === undefined || deadline >= this.#timerAt || this.#isStopped) return;
    this.#stopTimer();
    this.#timerAt = deadline;
    const delay = Math.max(0, deadline - this.#world.now());
    this.#stopTimer = this.#world.probes.after(Math.min(delay, longestTimer), () => this.#wake());
  }

  #wake(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const {deadline} = this.#model;
    if (deadline !== undefined && deadline <= this.#world.now()) this.step({type: 'clock'});
    else this.#arm();
  }
}

/** What a timer of Node takes. */
const longestTimer: Milliseconds = 2 ** 31 - 1;

function checksOf({pools}: Extract<HealthEvent, {type: 'configure'}>): Map<string, Check> {
  const checks = pools.flatMap(({members}) => members.flatMap(member => member.checks));
  return new Map(checks.map(check => [checkKey(check), check]));
}

/** Undefined: it could not be asked. */
function isAnswered(end: PingEnd): boolean | undefined {
  if (end.type !== 'failed') return end.type === 'answered';
  return ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'].includes(end.code) ? false : undefined;
}

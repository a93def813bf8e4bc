import type {Milliseconds} from '../milliseconds.js';
import {configure} from './configure.js';
import {Deadlines} from './deadlines.js';
import type {HealthEffect, HealthEvent} from './health-event.js';
import type {HealthModel} from './health-model.js';
import {hostDue, noteEcho} from './hosts.js';
import type {Registry} from './records.js';
import {settle} from './settle.js';
import type {CheckStanding, PoolStanding} from './standing.js';
import {checkStanding} from './standing/check-standing.js';
import {poolStanding} from './standing/pool-standing.js';
import {switchChecks} from './switch-checks.js';
import {checkDue} from './tries.js';
import {Turn} from './turn.js';
import {takeVerdict} from './verdicts.js';

/** Who wants the clock and gets it later than this was not let run: a stopped process, a suspended host. */
const stoodStillAfter: Milliseconds = 1000;

/**
 * The health of all servers. Each step costs what it changes, however many there are: one verdict that says nothing
 * new touches its check alone.
 */
export class Health implements HealthModel {
  readonly #registry: Registry = {
    pools: new Map(),
    checks: new Map(),
    hosts: new Map(),
    seed: 0,
    deadlines: new Deadlines(),
    underWay: 0,
    resumedAt: Number.NEGATIVE_INFINITY,
  };
  #now: Milliseconds = 0;

  step(event: HealthEvent, now: Milliseconds): readonly HealthEffect[] {
    const {deadline} = this;
    if (deadline !== undefined && now - deadline > stoodStillAfter) this.#registry.resumedAt = now;
    this.#now = now;
    const turn = new Turn(this.#registry, now, event.type === 'configure');
    take(turn, event);
    settle(turn);
    this.#serveDue(turn);
    return turn.effects;
  }

  /** While tries are under way it wants the clock every second, to know that it was let run. */
  get deadline(): Milliseconds | undefined {
    const {deadlines, underWay} = this.#registry;
    const dueAt = deadlines.next?.dueAt;
    if (underWay === 0) return dueAt;
    const beat = (Math.floor(this.#now / 1000) + 1) * 1000;
    return dueAt === undefined ? beat : Math.min(dueAt, beat);
  }

  pool(name: string): PoolStanding | undefined {
    const pool = this.#registry.pools.get(name);
    return pool && poolStanding(pool);
  }

  get pools(): readonly PoolStanding[] {
    return Array.from(this.#registry.pools.values(), poolStanding);
  }

  check(key: string): CheckStanding | undefined {
    const check = this.#registry.checks.get(key);
    return check && checkStanding(check);
  }

  #serveDue(turn: Turn): void {
    const {deadlines} = this.#registry;
    for (let due = deadlines.next; due && (due.dueAt as Milliseconds) <= turn.now; due = deadlines.next) {
      switch (due.kind) {
        case 'check':
          checkDue(turn, due);
          break;
        case 'member':
          turn.touch(due);
          break;
        case 'host':
          hostDue(turn, due);
          break;
      }
      settle(turn);
    }
  }
}

function take(turn: Turn, event: HealthEvent): void {
  const {checks, hosts} = turn.registry;
  switch (event.type) {
    case 'configure':
      configure(turn, event);
      break;
    case 'verdict': {
      const check = checks.get(event.check);
      if (check) takeVerdict(turn, check, event.verdict);
      break;
    }
    case 'host': {
      const host = hosts.get(event.host);
      if (host) noteEcho(turn, host, event.answered);
      break;
    }
    case 'disable':
    case 'enable':
      switchChecks(turn, event);
      break;
    case 'clock':
      break;
  }
}

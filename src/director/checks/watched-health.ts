import type {HealthEffect, HealthEvent} from '../../checks/health/health-event.js';
import type {HealthModel} from '../../checks/health/health-model.js';
import type {CheckStanding, PoolStanding} from '../../checks/health/standing.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Verdict} from '../../checks/probe/verdict.js';

/** Health whose verdicts somebody else sees too. */
export class WatchedHealth implements HealthModel {
  constructor(
    private readonly health: HealthModel,
    private readonly onVerdict: (check: string, verdict: Verdict) => void,
  ) {}

  step(event: HealthEvent, now: Milliseconds): readonly HealthEffect[] {
    if (event.type === 'verdict') this.onVerdict(event.check, event.verdict);
    return this.health.step(event, now);
  }

  get deadline(): Milliseconds | undefined {
    return this.health.deadline;
  }

  pool(name: string): PoolStanding | undefined {
    return this.health.pool(name);
  }

  get pools(): readonly PoolStanding[] {
    return this.health.pools;
  }

  check(key: string): CheckStanding | undefined {
    return this.health.check(key);
  }
}

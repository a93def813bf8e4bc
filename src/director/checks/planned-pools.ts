import type {HealthModel} from '../../checks/health/health-model.js';
import type {PoolStanding} from '../../checks/health/standing.js';
import type {Milliseconds} from '../../checks/milliseconds.js';

/**
 * Pools that stand otherwise, each once, however much happens to it: how ten thousand servers stand is told together,
 * and the more happens, the more goes together.
 */
export class PlannedPools {
  #names = new Set<string>();

  /** @param note is called in a later turn */
  constructor(
    private readonly after: (delay: Milliseconds, call: () => void) => () => void,
    private readonly health: Pick<HealthModel, 'pool'>,
    private readonly note: (standing: PoolStanding) => void,
  ) {}

  add(pool: string): void {
    this.#names.add(pool);
    if (this.#names.size > 1) return;
    this.after(0, () => {
      const names = this.#names;
      this.#names = new Set();
      for (const name of names) {
        const standing = this.health.pool(name);
        if (standing) this.note(standing);
      }
    });
  }
}

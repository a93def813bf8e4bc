import type {PoolStanding} from '../../checks/health/standing.js';
import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {ChecksSummary} from '../protocol/checks-summary.js';

/** What keeps the kernel's table as the health of the servers says; the process `checks` gives it the standings. */
export interface TableKeeping {
  /**
   * Reads the table and takes over what is there: nothing that the configuration has is taken out. Again, for a reload:
   * what it has no more gets no new connections when it is noted how the pool stands, and somebody else takes the
   * clients; it goes when it has none, seen at a comparison, an hour later at most.
   * @returns names of the members that the table has clients for (a weight), by pool. Rejects where the table cannot be read
   */
  adopt(configuration: PoolConfiguration): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** The standing of a pool may be another one: its services are brought to it, soon and one work at a time. */
  note(standing: PoolStanding): void;
  /** Looks for drift, and for what operators did: now, and by itself every 10 s. */
  compare(): Promise<void>;
  /** Drains as they are recorded now. */
  readDrains(): void;
  /** What an operator did of a member, in words; undefined: nothing. */
  operatorOf(pool: string, member: string): string | undefined;
  /** Whether one of its drains counts now. */
  isDrained(pool: string, member: string): boolean;
  /** What is wrong, a line each. */
  readonly problems: ChecksSummary['problems'];
  /** Settles when all that is wanted is in the kernel; what is refused is not waited for, see problems. */
  idle(): Promise<void>;
  /** @param clears whether the services of the configuration go; entries of others stay, with the services they are in */
  close(clears: boolean): Promise<void>;
}

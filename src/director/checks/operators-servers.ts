import type {TableKeeping} from '../table/table-port.js';
import type {MaintenanceChecks} from './maintenance/maintenance-checks.js';
import type {SwitchedOff} from './switched-off.js';

/** What operators did of real servers, wherever they said so. */
export class OperatorsServers {
  constructor(
    private readonly switchedOff: SwitchedOff,
    private readonly maintenance: MaintenanceChecks,
    private readonly table: () => Pick<TableKeeping, 'operatorOf' | 'isDrained'> | undefined,
  ) {}

  /** In words; undefined: nothing. */
  wordsOf(pool: string, member: string): string | undefined {
    const words = [this.table()?.operatorOf(pool, member), this.maintenance.wordsOf(pool, member)];
    return words.filter(said => said !== undefined).join('; ') || undefined;
  }

  /** Whoever took it out knows: nobody is to be told. */
  isSilenced(pool: string, member: string): boolean {
    return (
      this.switchedOff.has(pool, member) ||
      this.maintenance.wordsOf(pool, member) !== undefined ||
      this.table()?.isDrained(pool, member) === true
    );
  }
}

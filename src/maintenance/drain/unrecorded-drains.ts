import {drainKey, type DrainRecord} from './drain-record.js';
import type {DrainRecords, StoredDrains} from './drain-store.js';

/** Records for where none can be written: those that are there, and those of this process while it lives. */
export class UnrecordedDrains implements DrainRecords {
  readonly #own = new Map<string, DrainRecord | undefined>();

  constructor(private readonly recorded: DrainRecords) {}

  get folder(): string {
    return this.recorded.folder;
  }

  read(): StoredDrains {
    const {records, problems} = this.recorded.read();
    const own = [...this.#own.values()].filter(one => one !== undefined);
    return {records: [...records.filter(one => !this.#own.has(drainKey(one))), ...own], problems};
  }

  prepare(): void {}

  put(record: DrainRecord): void {
    this.#own.set(drainKey(record), record);
  }

  remove(record: Pick<DrainRecord, 'target' | 'services'>): void {
    this.#own.set(drainKey(record), undefined);
    try {
      this.recorded.remove(record); // a full disk lets go of files
    } catch {
      // it is a record of what is no longer, and drains will say so
    }
  }
}

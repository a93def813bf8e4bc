import type {Table} from '../../ipvs/table.js';
import {tableFingerprint} from '../../ipvs/fingerprint.js';

const attempts = 5;

/** Reads until two reads in a row agree on identities and configuration; rejects after five. */
export async function readAgreeing(read: () => Promise<Table>): Promise<Table> {
  let previous: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const table = await read();
    const fingerprint = tableFingerprint(table);
    if (fingerprint === previous) return table;
    previous = fingerprint;
  }
  throw new Error(
    `the table kept changing: no two of ${attempts} reads agreed. Somebody else is writing it; try again when that is done`,
  );
}

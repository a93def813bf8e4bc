import {join} from 'node:path';
import type {StatePlace} from '../state/state-place.js';

/** Where the journal of a table is. */
export function journalFolder({folder, namespace}: StatePlace): string {
  return join(folder, 'journal', namespace);
}

import {join} from 'node:path';
import {lstatSync} from 'node:fs';
import {makePrivateFolder, problemOfFolder} from '../../maintenance/state/private-folder.js';
import {readPrivateFile} from '../../maintenance/state/read-private-file.js';
import {
  formatRecord,
  isNumber,
  isObject,
  isText,
  optional,
  parseRecord,
  type Fields,
} from '../../maintenance/state/record-text.js';
import {writeAtomically} from '../../maintenance/state/write-atomically.js';
import type {DisabledChecks} from '../protocol/checks-summary.js';

const mostBytes = 16 * 1024 * 1024;

/**
 * Which checks operators have switched off, in a network namespace: `STATE/checks/NAMESPACE/disabled.json`, which outlives
 * the director and the boot. NB: only the director writes it, and there is one in a namespace.
 */
export class DisabledStore {
  readonly #folder: string;

  /** @param stateFolder of all of lvsctl */
  constructor(stateFolder: string, namespace: string) {
    this.#folder = join(stateFolder, 'checks', namespace);
  }

  /** Never fails: what cannot be read is a problem. */
  read(): {readonly disabled: readonly DisabledChecks[]; readonly problem: string | undefined} {
    if (!lstatSync(this.#path, {throwIfNoEntry: false})) return {disabled: [], problem: undefined};
    const problem = problemOfFolder(this.#folder);
    if (problem !== undefined) return this.#unread(problem);
    const read = readPrivateFile(this.#path, mostBytes);
    const record = 'problem' in read ? read : parseRecord(read.text, fields);
    return 'problem' in record ? this.#unread(record.problem) : {disabled: record.disabled, problem: undefined};
  }

  /** Lasting when it returns. @throws Error that names what could not be written */
  write(disabled: readonly DisabledChecks[]): void {
    makePrivateFolder(this.#folder);
    writeAtomically(this.#path, formatRecord({disabled}));
  }

  get #path(): string {
    return join(this.#folder, 'disabled.json');
  }

  #unread(problem: string) {
    return {disabled: [], problem: `${this.#path}: ${problem}`};
  }
}

const fields: Fields<{readonly disabled: readonly DisabledChecks[]}> = {
  disabled: value => Array.isArray(value) && value.every(isDisabled),
};

function isDisabled(value: unknown): boolean {
  if (!isObject(value)) return false;
  const {pool, server, since, owner, reason} = value;
  return isText(server) && isNumber(since) && [pool, owner, reason].every(optional(isText));
}

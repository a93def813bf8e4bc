import {rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {makePrivateFolder} from '../../maintenance/state/private-folder.js';
import {readPrivateFile} from '../../maintenance/state/read-private-file.js';
import {type Fields, formatRecord, isText, parseRecord} from '../../maintenance/state/record-text.js';
import {writeAtomically} from '../../maintenance/state/write-atomically.js';
import {isRecordedAddress, type RecordedAddress} from './recorded-address.js';

interface AddressRecord {
  /** Boot of the machine; no address outlives it. */
  readonly boot: string;
  /** Inode of the network namespace. */
  readonly namespace: string;
  readonly addresses: readonly RecordedAddress[];
}

const fields: Fields<AddressRecord> = {
  boot: isText,
  namespace: isText,
  addresses: value => Array.isArray(value) && value.every(isRecordedAddress),
};

const mostBytes = 16 * 1024 * 1024;

/** The file with the addresses that the director may have added: it is there as long as there can be any. */
export class AddressFile {
  /** @param path in a folder of its own */
  constructor(
    readonly path: string,
    private readonly boot: string,
    private readonly namespace: string,
  ) {}

  /** None where there is no file, or it is of another boot or network namespace. */
  read(): {readonly addresses: readonly RecordedAddress[]; readonly problem: string | undefined} {
    const read = readPrivateFile(this.path, mostBytes);
    if ('problem' in read) return nothing(/ENOENT/.test(read.problem) ? undefined : `${this.path}: ${read.problem}`);
    const record = parseRecord(read.text, fields);
    if ('problem' in record) return nothing(`${this.path}: ${record.problem}`);
    if (record.boot !== this.boot || record.namespace !== this.namespace) return nothing(undefined);
    return {addresses: record.addresses, problem: undefined};
  }

  /** @throws Error that names what could not be written */
  write(addresses: readonly RecordedAddress[]): void {
    makePrivateFolder(dirname(this.path));
    const {boot, namespace} = this;
    writeAtomically(this.path, formatRecord<AddressRecord>({boot, namespace, addresses}));
  }

  remove(): void {
    rmSync(this.path, {force: true});
  }
}

function nothing(problem: string | undefined) {
  return {addresses: [], problem};
}

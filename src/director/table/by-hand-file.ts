import {dirname} from 'node:path';
import {makePrivateFolder} from '../../maintenance/state/private-folder.js';
import {readPrivateFile} from '../../maintenance/state/read-private-file.js';
import {type Fields, formatRecord, isObject, isText, parseRecord} from '../../maintenance/state/record-text.js';
import {writeAtomically} from '../../maintenance/state/write-atomically.js';
import type {ServiceDeeds} from './by-hand.js';

/** Where it is kept what operators did by hand, and what leaves, so that it outlives the process. */
export interface ByHandStore {
  /** None where nothing was kept, or it is of another boot. */
  read(): {readonly services: readonly ServiceDeeds[]; readonly problem: string | undefined};
  /** @throws Error that names what could not be written */
  write(services: readonly ServiceDeeds[]): void;
}

interface ByHandRecord {
  /** Boot of the machine; no table outlives it. */
  readonly boot: string;
  /** Inode of the network namespace. */
  readonly namespace: string;
  readonly services: readonly ServiceDeeds[];
}

const mostBytes = 256 * 1024 * 1024;

/** The file `by-hand.json` in the folder of the running director. */
export class ByHandFile implements ByHandStore {
  /** @param path in a folder of its own */
  constructor(
    readonly path: string,
    private readonly boot: string,
    private readonly namespace: string,
  ) {}

  read(): ReturnType<ByHandStore['read']> {
    const read = readPrivateFile(this.path, mostBytes);
    if ('problem' in read) return nothing(/ENOENT/.test(read.problem) ? undefined : `${this.path}: ${read.problem}`);
    const record = parseRecord(read.text, fields);
    if ('problem' in record) return nothing(`${this.path}: ${record.problem}`);
    if (record.boot !== this.boot || record.namespace !== this.namespace) return nothing(undefined);
    return {services: record.services, problem: undefined};
  }

  write(services: readonly ServiceDeeds[]): void {
    makePrivateFolder(dirname(this.path));
    const {boot, namespace} = this;
    writeAtomically(this.path, formatRecord<ByHandRecord>({boot, namespace, services}));
  }
}

function nothing(problem: string | undefined) {
  return {services: [], problem};
}

const fields: Fields<ByHandRecord> = {
  boot: isText,
  namespace: isText,
  services: value => Array.isArray(value) && value.every(isServiceDeeds),
};

function isServiceDeeds(value: unknown): boolean {
  if (!isObject(value) || !isService(value.service) || !Array.isArray(value.deeds)) return false;
  const {settings, deeds, leaving} = value;
  if (leaving !== undefined && !(Array.isArray(leaving) && leaving.every(isDestination))) return false;
  return (settings === undefined || isSettings(settings)) && deeds.every(isDeed);
}

function isDeed(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.destination) || !isDestination(value.destination)) return false;
  const {type, destination, leavesWeight} = value;
  if (leavesWeight !== undefined && leavesWeight !== true) return false;
  if (type === 'removed') return true;
  const {forwarding, weight, upperThreshold, lowerThreshold, tunnel} = destination;
  const isRight = [forwarding, weight, upperThreshold, lowerThreshold].every(isWhole) && isObject(tunnel);
  return (type === 'set' || type === 'put-in') && isRight && [tunnel.type, tunnel.port, tunnel.flags].every(isWhole);
}

function isSettings(value: unknown): boolean {
  if (!isObject(value) || !isService(value.id)) return false;
  const {scheduler, flags, timeout, netmask, persistenceEngine} = value;
  return isText(scheduler) && isText(persistenceEngine) && [flags, timeout, netmask].every(isWhole);
}

function isService(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value.type === 'fwmark') return isWhole(value.fwmark) && (value.family === 'ipv4' || value.family === 'ipv6');
  return value.type === 'address' && isWhole(value.protocol) && isWhole(value.port) && isAddress(value.address);
}

function isDestination(value: unknown): boolean {
  return isObject(value) && isAddress(value.address) && isWhole(value.port);
}

function isAddress(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value.family === 'ipv4') return isWhole(value.value);
  return (
    value.family === 'ipv6' && Array.isArray(value.words) && value.words.length === 4 && value.words.every(isWhole)
  );
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

import {type Address, formatAddress} from '../../../net/address.js';
import type {NamedFile} from './named-file.js';

/** Which file keeps a server out: of several the first one in ldirectord's order, addresses before names, ports before none. */
export class MaintainedServers {
  /** By address, or address and port. */
  readonly #files = new Map<string, {readonly file: string; readonly rank: number}>();

  /** @param addressesOf of a host by its name; none where they are not known */
  constructor(files: Iterable<NamedFile>, addressesOf: (host: string) => readonly Address[]) {
    for (const {name, host, port} of files) {
      const addresses = typeof host === 'string' ? addressesOf(host) : [host];
      const rank = (typeof host === 'string' ? 2 : 0) + (port === undefined ? 1 : 0);
      for (const address of addresses) this.#note(keyOf(address, port), name, rank);
    }
  }

  /** The name of the file; undefined: none is for it. */
  fileFor(address: Address, port: number): string | undefined {
    const found = [this.#files.get(keyOf(address, port)), this.#files.get(keyOf(address, undefined))];
    const [first] = found.flatMap(one => one ?? []).sort((a, b) => a.rank - b.rank);
    return first?.file;
  }

  #note(key: string, file: string, rank: number): void {
    const known = this.#files.get(key);
    if (!known || rank < known.rank) this.#files.set(key, {file, rank});
  }
}

function keyOf(address: Address, port: number | undefined): string {
  return port === undefined ? formatAddress(address) : `${formatAddress(address)} ${port}`;
}

import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Milliseconds} from '../../../checks/milliseconds.js';
import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Address} from '../../../net/address.js';
import {KnownHosts, type KnownHostsWorld} from './known-hosts.js';
import {MaintainedServers} from './maintained-servers.js';
import {type NamedFile, parseNamedFile} from './named-file.js';
import {readFirstLine} from './read-first-line.js';
import {systemWords} from '../../../ipvs/system-words.js';

export interface MaintenanceWorld extends KnownHostsWorld {
  /** Calls after files of a folder were written, made, renamed or removed there. @returns what ends it */
  onFolderChange(folder: string, call: () => void): () => void;
  after(delay: Milliseconds, call: () => void): () => void;
  warn(words: string): void;
}

/** How often it is looked at besides, as it may not be there, or go; and names may be others. */
const pause: Milliseconds = 5000;
/** What more files there are is left aside: names cost lookups. */
const mostFiles = 10_000;
const mostNames = 200;

/**
 * ldirectord's maintenancedir: a file named for a server keeps it out. It is looked at when it changes, whatever number
 * of servers there is; names of hosts are looked up beside, never while a check waits.
 */
export class MaintenanceFolder {
  readonly #hosts: KnownHosts;
  #folder: string | undefined;
  #files: readonly NamedFile[] = [];
  #servers = new MaintainedServers([], () => []);
  readonly #reasons = new Map<string, string>();
  readonly #warned = new Set<string>();
  #stop: () => void = () => {};

  /** @param onChange other servers may be in maintenance, or for other reasons */
  constructor(
    private readonly world: MaintenanceWorld,
    private readonly onChange: () => void,
  ) {
    this.#hosts = new KnownHosts(world, () => this.#conclude());
  }

  /** @param folder undefined: there is none, and nobody is in maintenance */
  configure(folder: string | undefined): void {
    if (folder === this.#folder) return;
    this.close();
    this.#folder = folder;
    if (folder === undefined) this.#take([]);
    else this.#look(folder);
  }

  /** Why a server is in maintenance; empty: nobody says. Undefined: it is not. */
  reasonFor(address: Address, port: number): string | undefined {
    const file = this.#servers.fileFor(address, port);
    return file === undefined ? undefined : (this.#reasons.get(file) ?? '');
  }

  close(): void {
    this.#stop();
  }

  #look(folder: string): void {
    const stopWatching = this.world.onFolderChange(folder, () => this.#take(this.#namesIn(folder)));
    const stopTimer = this.world.after(pause, () => {
      stopWatching();
      this.#look(folder);
    });
    this.#stop = () => {
      stopWatching();
      stopTimer();
    };
    this.#take(this.#namesIn(folder));
  }

  #namesIn(folder: string): readonly string[] {
    try {
      return readdirSync(folder).sort().slice(0, mostFiles);
    } catch (error) {
      this.#warn(`the maintenance folder cannot be read: ${systemWords(error)}`);
      return this.#files.map(({name}) => name); // a folder that is away for a moment is no order to bring servers back
    }
  }

  #take(names: readonly string[]): void {
    this.#files = names.flatMap(name => parseNamedFile(name) ?? []);
    const hosts = this.#files.flatMap(({host}) => (typeof host === 'string' ? host : []));
    if (hosts.length > mostNames)
      this.#warn(`the maintenance folder has more than ${mostNames} names of hosts: use addresses for the others`);
    this.#hosts.want(new Set(hosts.slice(0, mostNames)));
    this.#reasons.clear();
    if (this.#folder !== undefined)
      for (const {name} of this.#files) this.#reasons.set(name, readFirstLine(join(this.#folder, name)));
    this.#conclude();
  }

  #conclude(): void {
    this.#servers = new MaintainedServers(this.#files, host => this.#hosts.addressesOf(host));
    for (const {name, host} of this.#files)
      if (typeof host === 'string' && this.#hosts.isUnknown(host))
        this.#warn(
          `the file ${escapeControls(name)} in the maintenance folder keeps nobody out: no address of it is known`,
        );
    this.onChange();
  }

  /** Once. */
  #warn(words: string): void {
    if (this.#warned.has(words)) return;
    this.#warned.add(words);
    this.world.warn(words);
  }
}

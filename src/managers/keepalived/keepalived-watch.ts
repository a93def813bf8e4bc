import {basename, dirname} from 'node:path';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {DaemonFacts} from '../../vrrp/observer/daemons.js';
import type {Process} from '../machine.js';
import type {RouterOptions, RouterWorld} from '../router-world.js';
import {findKeepalived, type FoundKeepalived} from './find-keepalived.js';

/** How often all processes are looked at, and the known ones; ends and new pid files are told at once. */
const periods = {processes: 2000, states: 500} as const satisfies Record<string, Milliseconds>;

export interface WatchListener {
  /** At the start, and when it changes. */
  onFacts(name: string, facts: DaemonFacts): void;
  /** There are others, or other processes of one. */
  onFound(): void;
}

/** Watches for keepaliveds that end, are stopped, and begin. It signals nobody and forks nothing. */
export class KeepalivedWatch {
  #found: readonly FoundKeepalived[] = [];
  readonly #facts = new Map<string, string>();
  /** What ends the waiting for the end of a process, by process. */
  readonly #exits = new Map<string, () => void>();
  readonly #folders = new Map<string, () => void>();
  #cancel = () => {};
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(
    private readonly world: Pick<RouterWorld, 'machine' | 'clock' | 'after'>,
    private readonly options: RouterOptions,
    private readonly listener: WatchListener,
  ) {}

  get found(): readonly FoundKeepalived[] {
    return this.#found;
  }

  start(): void {
    this.#look();
    this.#arm();
  }

  close(): void {
    this.#isOver = true;
    this.#cancel();
    for (const stop of [...this.#exits.values(), ...this.#folders.values()]) stop();
  }

  /** At all processes. */
  #look(): void {
    if (this.#isOver) return;
    this.#lookedAt = this.world.clock();
    const before = this.#found;
    this.#found = findKeepalived(this.world.machine, this.options, before);
    this.#awaitEnds();
    this.#watchFolders();
    for (const one of this.#found) this.#tell(one);
    if (before.map(identityOf).join() !== this.#found.map(identityOf).join()) this.listener.onFound();
  }

  /** At the known processes only. */
  #glance(): void {
    const {machine} = this.world;
    const isAnother = processesOf(this.#found).some(
      ({pid, startTicks}) => machine.process(pid)?.startTicks !== startTicks,
    );
    if (isAnother || this.world.clock() - this.#lookedAt >= periods.processes) return this.#look();
    for (const one of this.#found) this.#tell(one);
  }

  #arm(): void {
    this.#cancel = this.world.after(periods.states, () => {
      this.#glance();
      if (!this.#isOver) this.#arm();
    });
  }

  /** NB: its parent may have another one by now, and yet this one's addresses were nobody's for a moment. */
  #end({pid}: Process): void {
    for (const {name, vrrp} of this.#found) if (vrrp?.pid === pid) this.#tellFacts(name, {state: 'gone'});
    this.#look();
  }

  #tell({name, vrrp}: FoundKeepalived): void {
    this.#tellFacts(name, factsOf(vrrp && this.world.machine.process(vrrp.pid)));
  }

  #tellFacts(name: string, facts: DaemonFacts): void {
    const text = JSON.stringify(facts);
    if (this.#facts.get(name) === text) return;
    this.#facts.set(name, text);
    this.listener.onFacts(name, facts);
  }

  #awaitEnds(): void {
    const wanted = new Map(processesOf(this.#found).map(process => [processKey(process), process]));
    prune(this.#exits, wanted);
    for (const [key, process] of wanted)
      if (!this.#exits.has(key))
        this.#exits.set(
          key,
          this.world.machine.onExit(process, () => this.#end(process)),
        );
  }

  /** A pid file is written by a process that begins, and removed by one that ends in order. */
  #watchFolders(): void {
    const files = this.#found.flatMap(({pidFile, vrrpPidFile}) => [pidFile, vrrpPidFile]);
    const names = new Set([...files.map(file => basename(file)), 'keepalived.pid', 'vrrp.pid']);
    const wanted = new Map([...files.map(file => dirname(file)), '/run'].map(folder => [folder, folder]));
    prune(this.#folders, wanted);
    for (const folder of wanted.keys())
      if (!this.#folders.has(folder))
        this.#folders.set(
          folder,
          this.world.machine.onFolderChange(folder, name => {
            if (name === undefined || names.has(name)) this.#look();
          }),
        );
  }
}

function factsOf(seen: Process | undefined): DaemonFacts {
  if (!seen || seen.state === 'zombie') return {state: 'gone'};
  const {pid, startedAt} = seen;
  return seen.state === 'stopped' ? {state: 'stopped', pid} : {state: 'running', pid, startedAt};
}

function processesOf(found: readonly FoundKeepalived[]): Process[] {
  return found.flatMap(({parent, vrrp}) => [parent, vrrp]).filter(process => process !== undefined);
}

function processKey({pid, startTicks}: Process): string {
  return `${pid}:${startTicks}`;
}

function identityOf(one: FoundKeepalived): string {
  return [one.name, one.configPath, ...processesOf([one]).map(processKey)].join(' ');
}

/** Ends what is not wanted any more. */
function prune(stops: Map<string, () => void>, wanted: ReadonlyMap<string, unknown>): void {
  for (const [key, stop] of stops) {
    if (wanted.has(key)) continue;
    stop();
    stops.delete(key);
  }
}

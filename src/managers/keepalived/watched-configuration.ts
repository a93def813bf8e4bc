import type {Milliseconds} from '../../vrrp/intervals.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import type {Machine} from '../machine.js';
import type {DumpedInstance} from './dump/dump-report.js';
import type {FoundKeepalived} from './find-keepalived.js';
import {type ConfigurationPlace, type ConfigurationReading, readConfiguration} from './read-configuration.js';
import {wantedInstances} from './wanted-instances.js';

/** It is known to the hundredth of a second when a daemon started, and what is written while it starts it may read. */
const starting: Milliseconds = 200;

/** The configuration of one keepalived, read again when a file of it changes. */
export class WatchedConfiguration {
  #reading: ConfigurationReading;
  #wanted: readonly WantedInstance[];
  readonly #folders = new Map<string, () => void>();

  constructor(
    private readonly machine: Machine,
    private readonly daemon: string,
    readonly place: Omit<ConfigurationPlace, 'interfaces'>,
    private interfaces: readonly string[] | undefined,
    private readonly onChange: () => void,
  ) {
    this.#reading = readConfiguration({...place, interfaces});
    this.#wanted = wantedInstances(this.#reading.config, daemon);
    this.#watch();
  }

  get reading(): ConfigurationReading {
    return this.#reading;
  }

  get wanted(): readonly WantedInstance[] {
    return this.#wanted;
  }

  /** @param interfaces those there are now; undefined for those that were there */
  readAgain(interfaces = this.interfaces): void {
    this.interfaces = interfaces;
    this.#reading = readConfiguration({...this.place, interfaces});
    this.#wanted = wantedInstances(this.#reading.config, this.daemon);
    this.#watch();
    this.onChange();
  }

  /** @param told what the daemon said of itself when it was last asked */
  source({parent}: FoundKeepalived, told: readonly DumpedInstance[]): SourceView {
    const {isReadable, modifiedAt, problems} = this.#reading;
    const common = {kind: 'configuration', name: this.place.path} as const;
    if (!isReadable)
      return {...common, state: 'failed', words: 'it cannot be read; --keepalived-config FILE names another one'};
    const refused = problems.find(({severity}) => severity === 'refused');
    const count = this.#wanted.length;
    const words = [
      count === 0 ? 'it has no virtual routers' : `${count} virtual ${count === 1 ? 'router' : 'routers'}`,
      ...(refused ? [`keepalived would not start with it: line ${refused.line}: ${refused.message}`] : []),
      ...(parent &&
      modifiedAt !== undefined &&
      modifiedAt > parent.startedAt + starting &&
      !this.#isConfirmed(told, modifiedAt)
        ? [
            `changed at ${timeOf(modifiedAt)}, after the daemon started at ${timeOf(parent.startedAt)}; it may run with the older text`,
          ]
        : []),
    ];
    return {...common, state: refused ? 'failed' : 'good', words: words.join('; ')};
  }

  close(): void {
    for (const stop of this.#folders.values()) stop();
    this.#folders.clear();
  }

  /** A later dump has the same instances with the same numbers. */
  #isConfirmed(told: readonly DumpedInstance[], modifiedAt: Milliseconds): boolean {
    return (
      told.length === this.#wanted.length &&
      told.every(({instance, readAt, basePriority, virtualRouter}) =>
        this.#wanted.some(
          wanted =>
            readAt > modifiedAt &&
            wanted.name === instance &&
            wanted.priority === basePriority &&
            wanted.virtualRouter === virtualRouter,
        ),
      )
    );
  }

  #watch(): void {
    const wanted = new Set(this.#reading.folders);
    for (const [folder, stop] of this.#folders) {
      if (wanted.has(folder)) continue;
      stop();
      this.#folders.delete(folder);
    }
    for (const folder of wanted)
      if (!this.#folders.has(folder))
        this.#folders.set(
          folder,
          this.machine.onFolderChange(folder, () => this.#compare()),
        );
  }

  /** Editors write files beside it, which change nothing. */
  #compare(): void {
    const now = readConfiguration({...this.place, interfaces: this.interfaces});
    if (now.stamp !== this.#reading.stamp) this.readAgain();
  }
}

function timeOf(time: Milliseconds): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterConfiguration, TrackingSettings} from '../../vrrp/router/configuration.js';
import type {TrackedValues} from '../../vrrp/speaker/speaker-control.js';
import {FileTracker, type FileWorld} from './file-tracker.js';
import {ProcessTracker, type ProcessWorld} from './process-tracker.js';
import {ScriptTracker, type ScriptWorld} from './script-tracker.js';

export interface TrackerWorld extends ScriptWorld, FileWorld, ProcessWorld {}

/** Follows what virtual routers track besides links, and tells the values. Only what is tracked by somebody is looked at. */
export class Tracker {
  readonly #scripts = new Map<string, ScriptTracker>();
  readonly #files = new Map<string, FileTracker>();
  readonly #processes: ProcessTracker;
  #waiting: (() => void)[] = [];
  #isOver = false;

  constructor(
    private readonly world: TrackerWorld,
    private readonly onValues: () => void,
  ) {
    this.#processes = new ProcessTracker(world, () => this.#changed());
  }

  get values(): TrackedValues {
    const scripts = [...this.#scripts].flatMap(([key, {isUp}]) => (isUp === undefined ? [] : [[nameOf(key), isUp]]));
    const files = [...this.#files].map(([key, {value}]) => [nameOf(key), value]);
    return {
      scripts: Object.fromEntries(scripts),
      files: Object.fromEntries(files),
      processes: this.#processes.values,
    };
  }

  /**
   * Follows what all of these want, and nothing else. What stays as it is goes on. While one configuration takes the
   * place of another both are given, the new one last: its values count.
   */
  follow(...configurations: readonly RouterConfiguration[]): void {
    if (this.#isOver) return;
    this.#replace(configurations);
    this.#changed();
  }

  /** Settles when every script has had its first result, or after so long. */
  firstResults(patience: Milliseconds): Promise<void> {
    if (this.#isKnown) return Promise.resolve();
    return new Promise(resolve => {
      const stop = this.world.after(patience, resolve);
      this.#waiting.push(() => {
        stop();
        resolve();
      });
    });
  }

  /** For good. Whoever waits for results waits no more; no values are told, as nothing has become bad. */
  close(): void {
    this.#isOver = true;
    this.#replace([]);
    this.#settle();
  }

  #replace(configurations: readonly RouterConfiguration[]): void {
    const scripts = wanted(configurations, ({scripts}) => scripts, 'scripts');
    const files = wanted(configurations, ({files}) => files, 'files');
    const processes = wanted(configurations, ({processes}) => processes, 'processes');
    replace(this.#scripts, scripts, one => new ScriptTracker(one, this.world, () => this.#changed()));
    replace(this.#files, files, one => new FileTracker(one, this.world, () => this.#changed()));
    this.#processes.track([...processes.values()]);
  }

  get #isKnown(): boolean {
    return [...this.#scripts.values()].every(({isUp}) => isUp !== undefined);
  }

  #changed(): void {
    this.onValues();
    if (this.#isKnown) this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** By what they are, so that one that is different is another one. The later of a name comes last. */
function wanted<T extends {readonly name: string}>(
  configurations: readonly RouterConfiguration[],
  listed: (configuration: RouterConfiguration) => readonly T[],
  kind: keyof TrackingSettings,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const configuration of configurations) {
    const {routers, groups} = configuration;
    const tracked = new Set([...routers, ...groups].flatMap(({tracking}) => tracking[kind].map(({name}) => name)));
    for (const one of listed(configuration)) {
      if (!tracked.has(one.name)) continue;
      const key = keyOf(one);
      found.delete(key);
      found.set(key, one);
    }
  }
  return found;
}

function replace<T, Running extends {close(): void}>(
  running: Map<string, Running>,
  asked: ReadonlyMap<string, T>,
  open: (one: T) => Running,
): void {
  for (const [key, one] of running) {
    if (asked.has(key)) continue;
    one.close();
    running.delete(key);
  }
  for (const [key, one] of asked) {
    const kept = running.get(key);
    running.delete(key); // and in the order of what is asked for
    running.set(key, kept ?? open(one));
  }
}

function keyOf(one: {readonly name: string}): string {
  return JSON.stringify([one.name, one]);
}

function nameOf(key: string): string {
  return JSON.parse(key)[0];
}

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {DaemonKind} from './daemon.js';
import {Director} from './director.js';
import {Switches} from './switches.js';

/** What each host is to say, by its name: linesOf. */
export type Story = Readonly<Record<string, readonly string[]>>;

export interface NetworkSettings {
  readonly directors: number;
  readonly segments?: number;
  /** What each of them runs: keepalived unless told. */
  readonly daemons?: readonly DaemonKind[];
}

/** Hosts a, b, c, … on segments that they all share. */
export class Network {
  readonly switches: Switches;
  readonly directors: readonly Director[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'lvsctl-directors-'));

  constructor({directors, segments = 1, daemons = []}: NetworkSettings) {
    this.switches = new Switches(segments);
    this.directors = Array.from(
      {length: directors},
      (_, i) =>
        new Director(String.fromCharCode(97 + i), i + 1, this.switches, join(this.#folder, String(i + 1)), daemons[i]),
    );
  }

  /**
   * Waits until each host says its lines and nothing else, as Watcher.says.
   * @param options.meanwhile of any host
   * @returns after how many milliseconds each said it
   */
  async say<Told extends Story>(
    story: Told,
    options: {readonly since: number; readonly within?: number; readonly meanwhile?: readonly string[]},
  ): Promise<Record<keyof Told, number>> {
    const {since, within = 15_000, meanwhile} = options;
    const delays = await Promise.all(
      this.directors
        .filter(({name}) => name in story)
        .map(async ({name, lvsctl}) => {
          const lines = story[name] as readonly string[];
          return [name, await lvsctl.says(lines, {since, within, ...(meanwhile && {meanwhile})})] as const;
        }),
    );
    return Object.fromEntries(delays) as Record<keyof Told, number>;
  }

  async remove(): Promise<void> {
    const removals = await Promise.allSettled(this.directors.map(director => director.remove()));
    this.switches.remove();
    rmSync(this.#folder, {recursive: true, force: true});
    for (const removal of removals) if (removal.status === 'rejected') throw removal.reason;
  }
}

/** Now, as documents tell the time: milliseconds since 1970. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

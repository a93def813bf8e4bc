import {createEmbeddedKernel, type EmbeddedKernel} from '../embedded-kernel.js';
import type {Store} from '../store/store.js';
import {type BenchSize, createBenchDirector} from './bench-director.js';
import {KeptDumps} from './kept-dumps.js';
import {keptFile} from './kept-file.js';
import type {Ticks} from './ticking-counts.js';

export interface BenchOptions extends BenchSize {
  /** Milliseconds. */
  readonly clock: () => number;
  /** Milliseconds between two changes of the counters and rates. Default 1000. */
  readonly tick?: number;
}

const servicesFile = '/proc/net/ip_vs';

/**
 * A kernel with a table of any size and no traffic, for measuring what lies above it: a share of its counters and rates
 * move at each tick of the clock, always the same way, and what does not move is encoded once. It takes changes as any
 * other, and then encodes everything once more.
 */
export function createBenchKernel({clock, tick = 1000, ...size}: BenchOptions): EmbeddedKernel {
  const beganAt = clock();
  const ticks: Ticks = {now: 0, milliseconds: tick};
  const director = createBenchDirector(beganAt, ticks, size);
  const dumps = new KeptDumps(ticks);
  const file = keptFile();
  const store: Store = {
    read(use) {
      ticks.now = Math.floor((clock() - beganAt) / tick);
      return use(director);
    },
    update(use) {
      dumps.forget();
      file.forget();
      return store.read(use).result;
    },
  };
  const kernel = createEmbeddedKernel({
    store,
    clock,
    interfaces: () => [{name: 'eth0', mtu: 1500, addresses: []}],
    produceDatagram: (...asked) => dumps.produce(...asked),
  });
  return {...kernel, readProc: path => (path === servicesFile ? file.read(kernel, path) : kernel.readProc(path))};
}

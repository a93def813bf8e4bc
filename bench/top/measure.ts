import {type HeapPoint, measureHeap} from './heap-run.js';
import {measureFirstFrames, measureTable} from './first-frames.js';
import {type KeyTimes, measureKeys} from './key-presses.js';
import {intervals, type Load, measureLoads, type Refreshes} from './load.js';
import {type Place, type PlaceName, type Size, sizes} from './places.js';

/** What is measured in one go: `--only` names it. */
export const groups = ['load', 'keys', 'first-frame', 'heap'] as const;
export type Group = (typeof groups)[number];

/** How long it is measured. */
export interface Lengths {
  readonly refreshes: Refreshes;
  readonly presses: number;
  readonly starts: number;
  /** Refreshes, and those at their beginning that are left out. */
  readonly heap: {readonly refreshes: number; readonly after: number};
}

export const fullLengths: Lengths = {
  refreshes: {from: 100, to: 400},
  presses: 240,
  starts: 5,
  heap: {refreshes: 2000, after: 400},
};
export const quickLengths: Lengths = {
  refreshes: {from: 20, to: 60},
  presses: 40,
  starts: 3,
  heap: {refreshes: 800, after: 200},
};

/** Of several starts. */
export interface FirstFrames {
  readonly program: Size | 'bare Ink';
  readonly cpuSeconds: readonly number[];
  /** What of it was spent on making the table. */
  readonly tableSeconds: number;
}

/** What was measured at one place; a group that was not asked for, or failed, is absent. */
export interface Measured {
  readonly place: PlaceName;
  readonly kernel: string;
  readonly lengths: Lengths;
  loads?: readonly Load[];
  keys?: readonly KeyTimes[];
  firstFrames?: readonly FirstFrames[];
  heap?: readonly HeapPoint[];
  /** Groups that failed, each with why. */
  readonly failures: Partial<Record<Group, string>>;
}

/** Measures group after group. */
export async function measure(
  place: Place,
  kernel: string,
  wanted: readonly Group[],
  lengths: Lengths,
): Promise<Measured> {
  const measured: Measured = {place: place.name, kernel, lengths, failures: {}};
  for (const group of wanted) {
    const started = performance.now();
    try {
      await measurements[group](place, measured);
    } catch (error) {
      measured.failures[group] = (error as Error).message;
    }
    console.error(`${place.name}, ${group}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return measured;
}

const measurements: Readonly<Record<Group, (place: Place, measured: Measured) => Promise<void>>> = {
  async load(place, measured) {
    const loads: Load[] = [];
    for (const interval of intervals) loads.push(...(await measureLoads(place, interval, measured.lengths.refreshes)));
    measured.loads = loads;
  },
  async keys(place, measured) {
    const {presses} = measured.lengths;
    const folded = await measureKeys(place, 10_000, false, presses);
    measured.keys = [folded, await measureKeys(place, 10_000, true, presses)];
  },
  async 'first-frame'(place, measured) {
    const {starts} = measured.lengths;
    const firstFrames: FirstFrames[] = [];
    for (const program of ['bare Ink', ...sizes] as const)
      firstFrames.push({
        program,
        cpuSeconds: await measureFirstFrames(place, program, starts),
        tableSeconds: program === 'bare Ink' ? 0 : measureTable(place, program, starts),
      });
    measured.firstFrames = firstFrames;
  },
  async heap(place, measured) {
    measured.heap = await measureHeap(place, 1_000, measured.lengths.heap.refreshes);
  },
};

import {closeSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import type {Comparison} from './recorded-run.js';
import {recordedCases, type Unreproducible} from './cases.js';
import {isSoak, seedOfRun} from './seed.js';

export interface SummaryPart {
  comparisons: readonly Comparison[];
  varying?: readonly Unreproducible[];
  exceptions?: readonly Unreproducible[];
  excludedFromEmbedded?: readonly Unreproducible[];
  excludedFromTraffic?: readonly Unreproducible[];
}

/** Adds to the JSON file that LVSCTL_SOAK_REPORT names: counts by mode, the seed, and what could not be run again. */
export function recordInSummary({comparisons, ...lists}: SummaryPart): void {
  const file = process.env.LVSCTL_SOAK_REPORT;
  if (file === undefined || file === '') return;
  withLock(`${file}.lock`, () => {
    const summary = readSummary(file);
    summary.seed = seedOfRun();
    summary.soak = isSoak();
    summary.unreproducible = recordedCases().unreproducible;
    Object.assign(summary, lists);
    for (const {mode, tried, found} of comparisons) {
      summary[mode] = {tried: tried.length, equal: tried.length - found.length, different: found.map(({id}) => id)};
    }
    writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`);
  });
}

function readSummary(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The test files of one run are processes of their own, and write the same summary. */
function withLock(lock: string, work: () => void): void {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25); // at most 5 s: then its holder is gone
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, {force: true});
  }
}

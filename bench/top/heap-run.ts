import {existsSync, readFileSync, rmSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {openTerminal} from '../../test/terminal/terminal.js';
import type {Place, Size} from './places.js';

/** A line of LVSCTL_TOP_PROBE, after a forced collection. */
export interface HeapPoint {
  readonly refresh: number;
  readonly heapUsed: number;
  readonly listeners: number;
  readonly resources: number;
}

/** Refreshes one after the other as fast as may be. */
export async function measureHeap(place: Place, size: Size, refreshes: number): Promise<readonly HeapPoint[]> {
  const file = `${place.folders.home}/probe`;
  rmSync(file, {force: true});
  const words = ['top', '--read-only', '--interval', '0.05'];
  const terminal = await openTerminal(place.lvsctlUnder(['--expose-gc'], size, words, {LVSCTL_TOP_PROBE: file}));
  try {
    for (;;) {
      await sleep(500);
      const points = pointsIn(file);
      if ((points.at(-1)?.refresh ?? 0) >= refreshes) return points;
      if (terminal.exit) throw new Error(`it ended after ${points.length} lines:\n${terminal.picture()}`);
    }
  } finally {
    await terminal.close();
  }
}

function pointsIn(file: string): HeapPoint[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as HeapPoint);
}

/** Bytes a refresh, by least squares. */
export function slopeOf(points: readonly HeapPoint[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({refresh}) => refresh)), mean(points.map(({heapUsed}) => heapUsed))];
  const over = points.reduce((sum, {refresh, heapUsed}) => sum + (refresh - x) * (heapUsed - y), 0);
  return over / points.reduce((sum, {refresh}) => sum + (refresh - x) ** 2, 0);
}

import {setTimeout as sleep} from 'node:timers/promises';
import {existsSync} from 'node:fs';
import {median} from '../sample.js';
import {openTerminal, type Terminal, type TerminalOptions} from '../../test/terminal/terminal.js';
import {changedFields} from './changed-fields.js';
import {OutputBursts} from './output-bursts.js';
import {dataOnScreen, inTerminal, type Place, type Size, sizes} from './places.js';
import {processorTime} from './processor-time.js';

/** Seconds between two refreshes: the second is the dashboard's own. */
export const intervals = [1, 2] as const;
export type Interval = (typeof intervals)[number];

export type LoadProgram = Size | 'bare Ink' | 'htop';

/** What a program cost while it refreshed its screen. */
export interface Load {
  readonly program: LoadProgram;
  readonly interval: Interval;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Median of what was written at a refresh. */
  readonly bytesPerRefresh: number;
  /** Share of the fields on the screen that a refresh changed, on average. */
  readonly changed: number;
}

/** Which refreshes count. */
export interface Refreshes {
  readonly from: number;
  readonly to: number;
}

const htop = '/usr/bin/htop';

/** All programs of one interval side by side: a slow moment of the machine hits all of them. */
export async function measureLoads(place: Place, interval: Interval, refreshes: Refreshes): Promise<Load[]> {
  const {folders} = place;
  const programs: [LoadProgram, TerminalOptions, RegExp][] = [
    ['bare Ink', inTerminal(folders, [folders.node, folders.bareInk, String(interval)]), dataOnScreen],
    ...sizes.map((size): [LoadProgram, TerminalOptions, RegExp] => [
      size,
      place.lvsctl(size, ['top', '--read-only', '--interval', String(interval)]),
      dataOnScreen,
    ]),
  ];
  if (existsSync(htop))
    programs.push(['htop', inTerminal(folders, [htop, '-d', String(interval * 10)]), /Load average/]);
  return Promise.all(
    programs.map(([program, options, data]) => measureLoad(program, options, data, interval, refreshes)),
  );
}

async function measureLoad(
  program: LoadProgram,
  options: TerminalOptions,
  data: RegExp,
  interval: Interval,
  {from, to}: Refreshes,
): Promise<Load> {
  const terminal = await openTerminal(options);
  try {
    await terminal.until(data, {seconds: 60});
    const start = performance.now();
    const at = (refresh: number) => sleep(Math.max(0, start + refresh * interval * 1000 - performance.now()));
    await at(from);
    const bursts = new OutputBursts(terminal, interval * 400);
    const [cpuBefore, wallBefore] = [processorTime(terminal.pid), performance.now()];
    const changes: number[] = [];
    for (let refresh = from, before = rowsOf(terminal); refresh < to; ) {
      await at(++refresh);
      const rows = rowsOf(terminal);
      changes.push(changedFields(before, rows));
      before = rows;
    }
    const [cpuAfter, wallAfter] = [processorTime(terminal.pid), performance.now()];
    if (terminal.exit) throw new Error(`${options.command} ended:\n${terminal.picture()}`);
    return {
      program,
      interval,
      cpuSeconds: cpuAfter - cpuBefore,
      wallSeconds: (wallAfter - wallBefore) / 1000,
      bytesPerRefresh: median(bursts.take()),
      changed: changes.reduce((sum, change) => sum + change, 0) / changes.length,
    };
  } finally {
    await terminal.close();
  }
}

/** The table's rows: what stands above and below them is not counted. */
function rowsOf(terminal: Terminal): readonly string[] {
  return terminal.screen().slice(4, -2);
}

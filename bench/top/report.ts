import {readFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {median} from '../sample.js';
import {slopeOf} from './heap-run.js';
import {type Interval, intervals, type Load, type LoadProgram} from './load.js';
import {groups, type Measured} from './measure.js';
import {type Size, sizes} from './places.js';

/** Points of one core that a dashboard may cost beyond bare Ink, by interval. */
const beyondBareInk: Readonly<Record<Interval, number>> = {1: 2, 2: 1};
/** What 10,000 services may cost of that limit, and 1,000. */
const timesLimit: Readonly<Record<Size, number>> = {1000: 1, 10000: 2};

const mostBytes = 3 * 1024;
/** Seconds: at this interval each refresh shows one tick of the kernel's estimator. */
const estimatorPeriod = 2;
const mostMilliseconds = {median: 20, few: 45, many: 120} as const;
/** From so many rows on there are many. */
const manyRows = 100_000;
const mostFirstFrame = 450;
const mostSlope = 1024;

/** Figure, measured, required, verdict. */
type Row = readonly [figure: string, measured: string, required: string, verdict: string];

/** The report as Markdown. */
export function report(measured: Measured): string {
  const where = measured.place === 'lab' ? 'the real kernel, in the lab' : 'the embedded kernel, within the process';
  const lines = [
    `### On ${where}`,
    '',
    `${processor()}, ${measured.place === 'lab' ? 'one processor' : `${availableParallelism()} processors`}, Linux ${measured.kernel}, Node ${process.version}; refreshes ${measured.lengths.refreshes.from} to ${measured.lengths.refreshes.to}, 120×50`,
    '',
    '| figure | measured | required | verdict |',
    '| --- | --- | --- | --- |',
    ...[
      ...loadRows(measured),
      ...byteRows(measured),
      ...keyRows(measured),
      ...firstFrameRows(measured),
      ...heapRows(measured),
    ].map(row => `| ${row.join(' | ')} |`),
    ...details(measured),
    ...groups.flatMap(group => {
      const why = measured.failures[group];
      return why === undefined ? [] : ['', `${group} was not measured:`, '', '```', why, '```'];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function loadRows({loads = []}: Measured): Row[] {
  return intervals.flatMap(interval => {
    const of = (program: LoadProgram) => loads.find(load => load.program === program && load.interval === interval);
    const [bareInk, htop] = [of('bare Ink'), of('htop')];
    if (!bareInk) return [];
    const every = `every ${interval === 1 ? 'second' : `${interval} s`}`;
    return [
      plain(`CPU ${every}: bare Ink`, percent(percentOf(bareInk))),
      plain(`CPU ${every}: htop`, htop ? percent(percentOf(htop)) : 'not installed'),
      ...sizes.flatMap((size): Row[] => {
        const load = of(size);
        if (!load) return [];
        const limit = (percentOf(bareInk) + beyondBareInk[interval]) * timesLimit[size];
        const isMet = percentOf(load) <= limit;
        return [[`CPU ${every}: ${nameOf(size)}`, percent(percentOf(load)), `≤ ${percent(limit)}`, verdict(isMet)]];
      }),
    ];
  });
}

function byteRows({loads = []}: Measured): Row[] {
  return sizes.flatMap((size): Row[] => {
    const load = loads.find(({program, interval}) => program === size && interval === estimatorPeriod);
    if (!load) return [];
    const bytes = load.bytesPerRefresh;
    return [
      [`bytes a refresh, ${nameOf(size)}`, kilobytes(bytes), `≤ ${kilobytes(mostBytes)}`, verdict(bytes <= mostBytes)],
    ];
  });
}

function keyRows({keys = []}: Measured): Row[] {
  return keys.flatMap(({rows, moves, sorts}): Row[] => {
    const times = [...moves, ...sorts];
    const most = rows >= manyRows ? mostMilliseconds.many : mostMilliseconds.few;
    const [middle, high] = [median(times), percentile(times, 0.95)];
    const name = `key to repaint, ${count(rows)} rows`;
    return [
      [
        `${name}: median`,
        milliseconds(middle),
        `≤ ${mostMilliseconds.median} ms`,
        verdict(middle <= mostMilliseconds.median),
      ],
      [`${name}: p95`, milliseconds(high), `≤ ${most} ms`, verdict(high <= most)],
    ];
  });
}

function firstFrameRows({firstFrames = []}: Measured): Row[] {
  return firstFrames.map(({program, cpuSeconds, tableSeconds}): Row => {
    const used = (median(cpuSeconds) - tableSeconds) * 1000;
    const figure = `CPU until the first frame: ${nameOf(program)}`;
    if (program === 'bare Ink') return plain(figure, milliseconds(used));
    return [figure, milliseconds(used), `≤ ${mostFirstFrame} ms`, verdict(used <= mostFirstFrame)];
  });
}

function heapRows({heap, lengths}: Measured): Row[] {
  if (!heap) return [];
  const points = heap.filter(({refresh}) => refresh > lengths.heap.after);
  const slope = slopeOf(points);
  const half = points.length >> 1;
  // one of them is there at times: what grew is always more than it ever was before
  const grown = (['listeners', 'resources'] as const).filter(name => {
    const values = points.map(point => point[name]);
    return Math.min(...values.slice(half)) > Math.max(...values.slice(0, half));
  });
  return [
    [
      `heap over ${count(lengths.heap.refreshes)} refreshes`,
      `${Math.round(slope)} bytes a refresh`,
      `< ${mostSlope} bytes`,
      verdict(slope < mostSlope),
    ],
    [
      'listeners and timers',
      grown.length === 0 ? 'none more' : `more ${grown.join(', ')}`,
      'none more',
      verdict(grown.length === 0),
    ],
  ];
}

/** What the figures come from. */
function details({loads = [], keys = [], firstFrames = [], heap = []}: Measured): string[] {
  const lines: string[] = [];
  if (loads.length > 0)
    lines.push(
      '',
      '| program | every | CPU s | in s | bytes a refresh | fields that change |',
      '| --- | --- | --- | --- | --- | --- |',
      ...loads.map(
        load =>
          `| ${nameOf(load.program)} | ${load.interval} s | ${load.cpuSeconds.toFixed(2)} | ${load.wallSeconds.toFixed(0)} | ${Math.round(load.bytesPerRefresh)} | ${percent(load.changed * 100)} |`,
      ),
    );
  if (keys.length > 0)
    lines.push(
      '',
      '| keys | presses | minimum / median / p95 / maximum ms |',
      '| --- | --- | --- |',
      ...keys.flatMap(({rows, moves, sorts}) => [
        `| j, k among ${count(rows)} rows | ${moves.length} | ${spread(moves)} |`,
        `| <, > among ${count(rows)} rows | ${sorts.length} | ${spread(sorts)} |`,
      ]),
    );
  for (const {program, cpuSeconds, tableSeconds} of firstFrames) {
    const all = cpuSeconds.map(each => Math.round(each * 1000)).join(', ');
    const less = tableSeconds === 0 ? '' : `, each with ${Math.round(tableSeconds * 1000)} ms for making the table`;
    lines.push('', `First frames, ${nameOf(program)}: ${all} ms${less}.`);
  }
  const last = heap.at(-1);
  if (last)
    lines.push('', `After ${count(last.refresh)} refreshes the heap holds ${(last.heapUsed / 2 ** 20).toFixed(1)} MB.`);
  return lines;
}

function spread(times: readonly number[]): string {
  const values = [Math.min(...times), median(times), percentile(times, 0.95), Math.max(...times)];
  return values.map(value => value.toFixed(1)).join(' / ');
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number;
}

function plain(figure: string, measured: string): Row {
  return [figure, measured, '', ''];
}

/** Of one core. */
function percentOf({cpuSeconds, wallSeconds}: Load): number {
  return (100 * cpuSeconds) / wallSeconds;
}

function nameOf(program: LoadProgram): string {
  return typeof program === 'number' ? `${count(program)} services × 10` : program;
}

const count = (value: number): string => value.toLocaleString('en-US');
const percent = (value: number): string => `${value.toFixed(2)} %`;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(2)} KB`;
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
const verdict = (isMet: boolean): string => (isMet ? 'met' : '**MISSED**');

function processor(): string {
  return /^model name\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? process.arch;
}

import {readFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {type Figure, figures, type Group, groups, type Measured} from './figures.js';
import type {GuestReport} from './guest.js';
import {median, medianOfRatios} from './sample.js';

/** The report as Markdown: what was measured on, the figures with their verdicts, the measurements behind them. */
export function report(guest: GuestReport, processors: string): string {
  const lines = [
    `${processor()} (the guest on ${processors}), Linux ${guest.kernel}, Node ${process.version}, ${guest.ipvsadm.split('(')[0]?.trim()}`,
    '',
    ...table(
      ['figure', 'ratio of medians', 'median of ratios', 'required', 'verdict'],
      figures.flatMap(figure => figureRow(figure, guest)),
    ),
    ...messagesRow(guest),
    '',
    'Behind them, as minimum / median / maximum:',
    '',
    ...table(
      ['group', 'program', 'runs', 'wall s', 'CPU s', 'peak MB', 'page faults', 'same'],
      groups.flatMap(group => measurementRows(group, guest)),
    ),
    ...failures(guest),
  ];
  return `${lines.join('\n')}\n`;
}

function processor(): string {
  const model = /^model name\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
  return model ?? cpus()[0]?.model ?? process.arch;
}

function figureRow(figure: Figure, guest: GuestReport): string[][] {
  const measured = measuredOf(figure.group, guest);
  if (!measured) return [];
  const values = (program: string) => (measured.samples[program] ?? []).map(sample => sample[figure.quantity]);
  if ('of' in figure) {
    const beyond = figure.beyond === undefined ? 0 : median(values(figure.beyond));
    const megabytes = (median(values(figure.of)) - beyond) / 1024;
    return [
      [figure.title, `${megabytes.toFixed(1)} MB`, '', `< ${figure.below} MB`, verdict(megabytes < figure.below)],
    ];
  }
  const [over, under] = [values(figure.over), values(figure.under)];
  const ratio = medianOfRatios(over, under);
  const isMet = 'atLeast' in figure ? ratio >= figure.atLeast : ratio <= figure.atMost;
  const required = 'atLeast' in figure ? `≥ ${figure.atLeast}` : `≤ ${figure.atMost}`;
  const title = `${figure.title}: ${figure.over} : ${figure.under}`;
  return [[title, (median(over) / median(under)).toFixed(2), ratio.toFixed(2), required, verdict(isMet)]];
}

function messagesRow(guest: GuestReport): string[] {
  const measured = measuredOf('failures', guest);
  if (!measured) return [];
  const isMet = measured.messages === expectedMessages && measured.isSame;
  return row([
    'messages of 20,000 failing rules, in order',
    String(measured.messages),
    '',
    String(expectedMessages),
    verdict(isMet),
  ]);
}

const expectedMessages = 20_000;

function measurementRows(group: Group, guest: GuestReport): string[][] {
  const measured = measuredOf(group, guest);
  if (!measured) return [];
  return Object.entries(measured.samples).map(([program, samples]) => [
    group,
    program,
    String(samples.length),
    range(
      samples.map(({wallSeconds}) => wallSeconds),
      2,
    ),
    range(
      samples.map(({cpuSeconds}) => cpuSeconds),
      2,
    ),
    range(
      samples.map(({peakKilobytes}) => peakKilobytes / 1024),
      1,
    ),
    String(median(samples.map(({faults}) => faults))),
    measured.isSame ? 'yes' : 'NO',
  ]);
}

function failures({groups: told}: GuestReport): string[] {
  return Object.entries(told).flatMap(([group, result]) =>
    'failure' in result ? ['', `${group} was not measured: ${result.failure}`] : [],
  );
}

function measuredOf(group: Group, guest: GuestReport): Measured | undefined {
  const result = guest.groups[group];
  return result && !('failure' in result) ? result : undefined;
}

function range(numbers: readonly number[], digits: number): string {
  return [Math.min(...numbers), median(numbers), Math.max(...numbers)]
    .map(number => number.toFixed(digits))
    .join(' / ');
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : '**MISSED**';
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [...row(titles), ...row(titles.map(() => '---')), ...rows.flatMap(row)];
}

function row(cells: readonly string[]): string[] {
  return [`| ${cells.join(' | ')} |`];
}

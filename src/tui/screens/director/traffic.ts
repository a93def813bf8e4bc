import type {Counters, Rates, Statistics} from '../../../ipvs/statistics.js';
import type {Snapshot} from '../../data/snapshot.js';
import type {Settings} from '../../model.js';
import {age} from '../../text/age.js';
import type {Glyphs} from '../../text/glyphs.js';
import {exact, quantity} from '../../text/quantity.js';
import {sparkline} from '../../text/sparkline.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, span} from '../../theme/role.js';
import {type Panel, panel} from '../../components/panel.js';
import type {TotalsTrend} from './totals-trend.js';

/** What is counted, each with its counter and its rate. */
export const trafficRows = [
  {name: 'connections', counter: 'connections', rate: 'connectionsPerSecond', role: 'chart1'},
  {name: 'packets in', counter: 'incomingPackets', rate: 'incomingPacketsPerSecond', role: 'chart1'},
  {name: 'packets out', counter: 'outgoingPackets', rate: 'outgoingPacketsPerSecond', role: 'chart2'},
  {name: 'bytes in', counter: 'incomingBytes', rate: 'incomingBytesPerSecond', role: 'chart1'},
  {name: 'bytes out', counter: 'outgoingBytes', rate: 'outgoingBytesPerSecond', role: 'chart2'},
] as const satisfies readonly {
  readonly name: string;
  readonly counter: keyof Counters;
  readonly rate: keyof Rates;
  readonly role: Role;
}[];

const nameWidth = 12;
const rateWidth = 6;
/** Of any 64-bit count, with a blank before it. */
const countWidth = ' 18,446,744,073,709,551,615'.length;

/** Cells of these rows without a trend. */
export const trafficWidth = nameWidth + rateWidth + countWidth;

const leastTrend = 8;
const widestTrend = 60;

/** The titles of the columns. */
export function trafficTitle(title: string, width: number): string {
  const count = Math.min(countWidth, width - nameWidth - rateWidth);
  return title.padEnd(nameWidth - 1) + 'NOW/S'.padStart(rateWidth) + fit(' SINCE START OR ZERO', count, 'right', '');
}

/** What it is, how much of it comes now, how much has come: exactly, if there is room. */
export function trafficLine(
  {name, rate, counter}: (typeof trafficRows)[number],
  statistics: Statistics | undefined,
  width: number,
  {dash}: Glyphs,
): Line {
  const now = statistics ? quantity(Number(statistics.rates[rate])) : `${dash} `;
  const total = statistics ? exact(statistics.counters[counter]) : dash;
  const count = Math.min(countWidth, width - nameWidth - rateWidth);
  const shown = total.length < count || !statistics ? total : quantity(Number(statistics.counters[counter]));
  return [
    span(fit(` ${name}`, nameWidth, 'left', ''), 'muted'),
    span(now.padStart(rateWidth), 'title'),
    span(shown.padStart(count)),
  ];
}

/** What all services together carry now, have carried, and carried lately. */
export function trafficPanel({totals}: Snapshot, trend: TotalsTrend | undefined, settings: Settings): Panel {
  const {glyphs, interval} = settings;
  return width => {
    const room = Math.min(widestTrend, width - trafficWidth - 3);
    const cells = room < leastTrend ? 0 : room;
    const title = trafficTitle('TRAFFIC', width) + (cells > 0 ? `  LAST ${age(cells * interval * 1000)}` : '');
    const body = (): readonly Line[] =>
      trafficRows.map(row => {
        const line = trafficLine(row, totals, width, glyphs);
        if (cells === 0) return line;
        return [...line, span(`  ${sparkline(trend?.of(row.rate).last(cells) ?? [], cells, glyphs)}`, row.role)];
      });
    return panel(title, body, glyphs.ellipsis)(width);
  };
}

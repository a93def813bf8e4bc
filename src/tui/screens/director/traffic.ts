import type {Counters, Rates, Statistics} from '../../../ipvs/statistics.js';
import type {Snapshot} from '../../data/snapshot.js';
import type {Settings} from '../../model.js';
import {age} from '../../text/age.js';
import {exact, quantity} from '../../text/quantity.js';
import {sparkline} from '../../text/sparkline.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, span} from '../../theme/role.js';
import {type Panel, panel} from './panel.js';
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

/** The columns of a table of these rows, each with a blank before it. */
export const trafficWidths = {name: 12, rate: 6, count: 24} as const;
const leastTrend = 8;
const widestTrend = 60;

/** The titles of these columns. */
export function trafficTitle(title: string): string {
  const {name, rate, count} = trafficWidths;
  return title.padEnd(name - 1) + 'NOW/S'.padStart(rate) + 'SINCE START OR ZERO'.padStart(count);
}

/** What it is, how much of it comes now, how much has come. */
export function trafficLine(row: (typeof trafficRows)[number], statistics: Statistics | undefined, dash: string): Line {
  const {name, rate, count} = trafficWidths;
  const now = statistics ? quantity(Number(statistics.rates[row.rate])) : `${dash} `;
  const total = statistics ? exact(statistics.counters[row.counter]) : dash;
  return [
    span(fit(` ${row.name}`, name, 'left', ''), 'muted'),
    span(now.padStart(rate), 'title'),
    span(total.padStart(count)),
  ];
}

/** What all services together carry now, have carried, and carried lately. */
export function trafficPanel({totals}: Snapshot, trend: TotalsTrend | undefined, settings: Settings): Panel {
  const {glyphs, interval} = settings;
  const {name, rate, count} = trafficWidths;
  return width => {
    const room = Math.min(widestTrend, width - name - rate - count - 3);
    const cells = room < leastTrend ? 0 : room;
    const title = trafficTitle('TRAFFIC') + (cells > 0 ? `  LAST ${age(cells * interval * 1000)}` : '');
    const body = (): readonly Line[] =>
      trafficRows.map(row => {
        const drawn = sparkline(trend?.of(row.rate).last(cells) ?? [], cells, glyphs);
        return [...trafficLine(row, totals, glyphs.dash), span(`  ${drawn}`, row.role)];
      });
    return panel(title, body, glyphs.ellipsis)(width);
  };
}

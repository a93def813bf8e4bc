import type {Statistics} from '../../../ipvs/statistics.js';
import {isFull} from '../../data/snapshot.js';
import type {Glyphs} from '../../text/glyphs.js';
import {type Panel, panel} from '../director/panel.js';
import {trafficLine, trafficRows, trafficTitle, trafficWidths} from '../director/traffic.js';
import type {TreeRow} from '../services/tree-rows.js';

export const numbersWidth = trafficWidths.name + trafficWidths.rate + trafficWidths.count;

/** What it carries now, and has carried. */
export function numbersPanel(row: TreeRow, {ellipsis, dash}: Glyphs): Panel {
  const statistics = statisticsOf(row);
  return panel(trafficTitle('COUNTERS'), () => trafficRows.map(each => trafficLine(each, statistics, dash)), ellipsis);
}

function statisticsOf(row: TreeRow): Statistics | undefined {
  if (row.type === 'service') return row.seen.service.statistics;
  return isFull(row.destination) ? row.destination.statistics : undefined;
}

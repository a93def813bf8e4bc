import type {Statistics} from '../../../ipvs/statistics.js';
import {isFull} from '../../data/snapshot.js';
import type {Glyphs} from '../../text/glyphs.js';
import {type Panel, panel} from '../../components/panel.js';
import {trafficLine, trafficRows, trafficTitle} from '../director/traffic.js';
import type {TreeRow} from '../services/tree-rows.js';

/** What it carries now, and has carried. */
export function numbersPanel(row: TreeRow, glyphs: Glyphs): Panel {
  const statistics = statisticsOf(row);
  return width => {
    const lines = trafficRows.map(each => trafficLine(each, statistics, width, glyphs));
    return panel(trafficTitle('COUNTERS', width), () => lines, glyphs.ellipsis)(width);
  };
}

function statisticsOf(row: TreeRow): Statistics | undefined {
  if (row.type === 'service') return row.seen.service.statistics;
  return isFull(row.destination) ? row.destination.statistics : undefined;
}

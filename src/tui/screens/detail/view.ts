import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import type {ScreenLine} from '../../view/screen-line.js';
import {scrolled} from '../../components/scroll.js';
import {chartHeight, chartLines} from './charts.js';
import {detailLines, scrolledHeight} from './lines.js';
import {titleLine} from './title.js';

/** One service or real server: its charts, and below them all that is known of it. */
export function viewDetail(model: Model): readonly ScreenLine[] {
  const {detail, snapshot, settings} = model;
  if (!detail || !snapshot) return [];
  const area = screenArea(model);
  const below = detailLines(model, detail, snapshot);
  return [
    titleLine(model, detail, snapshot),
    ...chartLines(model, detail, snapshot, {...area, height: chartHeight(area)}),
    ...scrolled(below, detail.offset, scrolledHeight(area), settings.glyphs),
  ].map(line => ({line}));
}

import {asciiGlyphs, type Glyphs} from '../text/glyphs.js';
import type {Line} from '../theme/role.js';
import {asciiChart} from './ascii-chart.js';
import {loadBrailleChart} from './braille-chart.js';
import type {Drawing} from './drawing.js';

/** Draws series of numbers over time. */
export interface LineChart {
  /** Exactly `height` lines of at most `width` cells. */
  draw(drawing: Drawing): readonly Line[];
}

/** The chart in Braille dots; the one of ASCII where its modules are not to be had. */
export async function loadLineChart(glyphs: Glyphs): Promise<LineChart> {
  if (glyphs === asciiGlyphs) return asciiChart;
  return (await loadBrailleChart()) ?? asciiChart;
}

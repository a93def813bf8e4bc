import type {Series} from '../../chart/drawing.js';
import type {Snapshot} from '../../data/snapshot.js';
import type {Trend} from '../../data/trends.js';
import type {Area} from '../../layout.js';
import type {Model, Settings} from '../../model.js';
import {quantity} from '../../text/quantity.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import {beside, fitLine, type Panel, widthOfEach} from '../../components/panel.js';
import {readingsIn, timeLabels} from './chart-times.js';
import type {DetailState} from './state.js';

/** Lines of a chart that is worth drawing, with its legend. */
const leastHeight = 6;
const leastWidth = 30;
const widestStacked = 75;

/** Lines for the charts: nearly half of what there is, and none where that is too little. */
export function chartHeight({width, height}: Area): number {
  const isStacked = width <= widestStacked;
  const wanted = Math.min(isStacked ? 18 : 14, Math.round(height * 0.45));
  return width < leastWidth || wanted < leastHeight * (isStacked ? 2 : 1) ? 0 : wanted;
}

/** New connections, and bytes in and out, per second and over time: beside each other, or below. */
export function chartLines(
  {settings}: Model,
  {row, minutes}: DetailState,
  {trends}: Snapshot,
  {width, height}: Area,
): readonly Line[] {
  if (height === 0) return [];
  const [connections, bytes] = chartsOf(trends.of(row), readingsIn(minutes, settings.interval), settings);
  if (width > widestStacked)
    return beside(
      [connections, bytes].map(chart => ({
        panel: block(chart, minutes, height, settings),
        width: widthOfEach(width, 2),
      })),
    );
  const upper = Math.ceil(height / 2);
  return [
    ...block(connections, minutes, upper, settings)(width),
    ...block(bytes, minutes, height - upper, settings)(width),
  ];
}

interface Chart {
  readonly legend: Line;
  readonly series: readonly Series[];
}

function chartsOf(trend: Trend | undefined, readings: number, {glyphs}: Settings): readonly [Chart, Chart] {
  const mark = glyphs.steps.at(-1) as string;
  const series = (name: keyof Trend, role: Series['role']): Series => ({
    values: trend?.[name].last(readings) ?? new Float32Array(readings).fill(Number.NaN),
    role,
  });
  const legend = ({values, role}: Series, name: string): Line => [
    span(` ${mark} `, role),
    span(name, 'muted'),
    span(` ${trend ? quantity(values[values.length - 1] ?? 0) : fit(`${glyphs.dash} `, 5, 'right', '')}`, 'title'),
  ];
  const connections = series('connectionsPerSecond', 'chart1');
  const incoming = series('incomingBytesPerSecond', 'chart1');
  const outgoing = series('outgoingBytesPerSecond', 'chart2');
  return [
    {legend: [span(' CONNECTIONS/S', 'title'), ...legend(connections, 'new')], series: [connections]},
    {
      legend: [span(' BYTES/S', 'title'), ...legend(incoming, 'in'), ...legend(outgoing, 'out')],
      series: [incoming, outgoing],
    },
  ];
}

function block({legend, series}: Chart, minutes: number, height: number, {chart, glyphs}: Settings): Panel {
  return width => {
    const area = {width, height: height - 1};
    const drawn: readonly Line[] = chart?.draw({...area, series, labels: timeLabels(minutes)}) ?? [
      [span(` ${glyphs.ellipsis}`, 'muted')],
    ];
    const lines = Array.from({length: area.height}, (_, i) => drawn[i] ?? []);
    return [legend, ...lines].map(line => fitLine(line, width, glyphs.ellipsis));
  };
}

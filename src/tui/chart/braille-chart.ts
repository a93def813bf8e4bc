import {quantity} from '../text/quantity.js';
import {type Line, type Role, type Span, span} from '../theme/role.js';
import {type ContribModules, type Context, type LineWidget, loadContribModules} from './contrib-modules.js';
import type {Drawing} from './drawing.js';
import {emptyChart, hasRoom, joinSpans, labelLine, scaleOf} from './frame.js';
import type {Scale} from './scale.js';

/** blessed-contrib's line widget without a blessed screen; undefined where it is not to be had. */
export async function loadBrailleChart() {
  const modules = await loadContribModules();
  return modules && {draw: (drawing: Drawing) => (hasRoom(drawing) ? draw(modules, drawing) : emptyChart(drawing))};
}

/** Dots of a cell. */
const [across, down] = [2, 4];
/** The widget draws its time axis 11 dots above the lower edge, and zero 2 dots above that: of its lines the last stays empty. */
const [dotsBelowAxis, dotsBelowZero] = [11, 13];
/** Dots of the value axis' labels; the line begins 2 dots further right. */
const axisDots = 10;

/** Colours of the canvas stand for roles on their way through it. */
const carriers = {chart1: 'red', chart2: 'green', muted: 'white'} as const;
const rolesByCode: Readonly<Record<string, Role>> = {31: 'chart1', 32: 'chart2', 37: 'muted', 39: 'plain'};

function draw({linePrototype, Canvas}: ContribModules, drawing: Drawing): readonly Line[] {
  const {width, height, series, labels} = drawing;
  const [dotsWide, dotsHigh] = [width * across, (height + 1) * down];
  const scale = scaleOf(drawing);
  const length = Math.max(2, ...series.map(({values}) => values.length));
  const widget: LineWidget = Object.create(linePrototype);
  widget.ctx = adapted(new Canvas(dotsWide, dotsHigh).getContext(), dotsWide, scale);
  widget.canvasSize = {width: dotsWide - 2, height: dotsHigh}; // the newest value is 2 dots further right
  widget.options = optionsFor(scale, dotsHigh);
  const shown = series.length > 0 ? series : [{values: [], role: 'chart1'} as const]; // it takes no empty list
  widget.setData(
    shown.map(({values, role}) => ({
      x: Array<string>(length - 1).fill(''), // as many as there are steps between the values
      y: Array.from({length}, (_, i) => shareOf(scale.top, values[values.length - length + i])),
      style: {line: carriers[role]},
    })),
  );
  const frame = widget.ctx._canvas.frame('\n').split('\n');
  return [...frame.slice(0, height - 1).map(parseRoles), labelLine(labels, width)];
}

/** 0..1, lest the widget draws dot by dot to far outside; NaN for no value. */
function shareOf(top: number, value = Number.NaN): number {
  return Math.max(0, Math.min(1, value / top));
}

/** The widget gets shares of the top, of which it can make no labels that change its layout. */
function optionsFor({step, top}: Scale, dotsHigh: number): LineWidget['options'] {
  const maxY = (dotsHigh - dotsBelowAxis) / (dotsHigh - dotsBelowZero); // so that the top is the first dot of the canvas
  return {
    style: {line: carriers.chart1, text: carriers.muted, baseline: carriers.muted},
    minY: 0,
    maxY,
    numYLabels: (maxY * top) / step,
    xLabelPadding: axisDots,
    xPadding: axisDots,
    showNthLabel: 1,
    wholeNumbersOnly: false,
  };
}

/** The widget's calls with what it does not do itself: gaps, round labels of the value axis, none of its own for time. */
function adapted(context: Context, dotsWide: number, {step}: Scale): Context {
  const beginPath = context.beginPath.bind(context);
  const lineTo = context.lineTo.bind(context);
  const fillText = context.fillText.bind(context);
  let isPenUp = true;
  let ticks = 0;
  return Object.assign(context, {
    clearRect() {}, // it is new
    beginPath() {
      beginPath();
      isPenUp = true;
    },
    lineTo(x: number, y: number) {
      const inside = Math.min(x, dotsWide - 1);
      if (!Number.isNaN(y)) {
        if (isPenUp) context.moveTo(inside, y);
        lineTo(inside, y);
      }
      isPenUp = Number.isNaN(y);
    },
    fillText(text: string, x: number, y: number) {
      if (text !== '') fillText(quantity(step * ticks++), x, y);
    },
  });
}

/** A line of the canvas, in which the colours are those of rolesByCode. */
function parseRoles(text: string): Line {
  const spans: Span[] = [];
  let role: Role = 'plain';
  for (const [, code, rest] of text.matchAll(/(?:\u001b\[([\d;]*)m)?([^\u001b]*)/g)) {
    if (code !== undefined && code !== '49') role = rolesByCode[code] ?? 'plain';
    if (rest) spans.push(span(rest, role));
  }
  return joinSpans(spans);
}

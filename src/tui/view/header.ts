import type {Model} from '../model.js';
import {screens} from '../screens/screens.js';
import {age, clockTime} from '../text/age.js';
import {quantity} from '../text/quantity.js';
import {cut} from '../text/width.js';
import {type Line, type Span, span} from '../theme/role.js';
import {lineWidth} from '../theme/theme.js';

/** From this width on the bar has room for whole titles. */
const wideBar = 100;

/** The top bar: whose table this is, the screens, how old what is shown is. */
export function barLine(model: Model): Line {
  const {settings, columns, screen} = model;
  const isWide = columns >= wideBar;
  const mark = settings.isEmbedded ? [span(' EMBEDDED ', 'mark')] : [];
  const brand = settings.isEmbedded && !isWide ? [] : [span(' lvsctl ', 'bar')];
  const tabs = screens.map(({name, title, short}, i) =>
    span(` ${i + 1} ${isWide ? title : short} `, name === screen ? 'current' : 'tab'),
  );
  const right = [...(settings.isReadOnly ? [span(isWide ? ' read-only ' : ' RO ', 'mark')] : []), freshness(model)];
  const host = [span(`${cut(settings.host, 20, settings.glyphs.ellipsis)} `, 'bar')];
  const fixed = [...brand, ...mark, ...tabs, ...right].reduce((sum, {text}) => sum + text.length, 0);
  const middle = fixed + lineWidth(host) <= columns ? host : [];
  const left = columns - fixed - lineWidth(middle);
  return [...brand, ...mark, ...middle, ...tabs, span(' '.repeat(Math.max(0, left)), 'bar'), ...right];
}

function freshness({problem, isHeld, snapshot, now, settings}: Model): Span {
  if (!snapshot) return span(' reading ', 'bar');
  const old = age(now - snapshot.at);
  if (problem) return span(` STALE ${old} `, 'stale');
  if (isHeld) return span(` HELD ${old} `, 'stale');
  return span(` ${clockTime(snapshot.at, settings.timeOffset)} `, 'bar');
}

/** The site in one line: how much it carries. */
export function summaryLine({snapshot, columns}: Model): Line {
  if (!snapshot) return [];
  const {sums, totals, services} = snapshot;
  const {rates} = totals;
  const figures: Span[][] = [
    figure(services.length, services.length === 1 ? 'service' : 'services'),
    figure(sums.servers, sums.servers === 1 ? 'server' : 'servers'),
    figure(sums.active, 'active'),
    figure(sums.inactive, 'inactive'),
    figure(rates.connectionsPerSecond, 'conn/s'),
    figure(rates.incomingBytesPerSecond, 'B/s in'),
    figure(rates.outgoingBytesPerSecond, 'B/s out'),
    figure(rates.incomingPacketsPerSecond, 'packets/s in'),
    figure(rates.outgoingPacketsPerSecond, 'packets/s out'),
  ];
  const spans: Span[] = [];
  for (const each of figures) if (lineWidth(spans) + lineWidth(each) <= columns) spans.push(...each);
  return spans;
}

function figure(value: number | bigint, unit: string): Span[] {
  return [span(quantity(Number(value)), 'title'), span(`${unit} `, 'muted')];
}

/** What an operator should look at, or that there is nothing. */
export function attentionLine({snapshot, columns, settings, services}: Model): Line {
  if (!snapshot) return [];
  const {glyphs} = settings;
  const filter = services.filterText === '' ? [] : [span(` filter: ${services.filterText} `, 'prompt')];
  const words: string[] = [];
  const {empty, down} = snapshot.sums;
  if (empty > 0) words.push(`${empty} ${empty === 1 ? 'service has' : 'services have'} no real servers`);
  if (down > 0) words.push(`${down} ${down === 1 ? 'service has' : 'services have'} all real servers quiesced`);
  if (snapshot.sums.overloaded > 0) words.push(`${snapshot.sums.overloaded} at the limit`);
  const isBad = words.length > 0;
  if (snapshot.sums.quiesced > 0) words.push(`${snapshot.sums.quiesced} real servers quiesced`);
  const text =
    words.length === 0
      ? ` Every service has real servers, and none is quiesced.`
      : ` ${glyphs.warning} ${words.join(`  ${glyphs.bullet} `)}  (! goes there)`;
  return [
    span(cut(text, columns - lineWidth(filter), glyphs.ellipsis), isBad ? 'bad' : words.length > 0 ? 'warn' : 'good'),
    ...filter,
  ];
}

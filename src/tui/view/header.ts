import type {Snapshot} from '../data/snapshot.js';
import type {Model} from '../model.js';
import {drainsSummary} from '../drains/seen-drains.js';
import {haAttention, haWarning} from '../screens/ha/attention.js';
import {screens} from '../screens/screens.js';
import {age, clockTime} from '../text/age.js';
import {quantity} from '../text/quantity.js';
import {cut, fit} from '../text/width.js';
import {type Line, type Span, span} from '../theme/role.js';
import {lineWidth} from '../theme/theme.js';

/** From this width on the bar has room for whole titles. */
const wideBar = 100;

/** The top bar: whose table this is, the screens, how old what is shown is. In a narrow one the other screens go first. */
export function barLine(model: Model): Line {
  const {settings, columns, screen} = model;
  const isWide = columns >= wideBar;
  const mark = settings.isEmbedded ? [span(' EMBEDDED ', 'mark')] : [];
  const brand = settings.isEmbedded && !isWide ? [] : [span(' lvsctl ', 'bar')];
  const right = [...(settings.isReadOnly ? [span(isWide ? ' read-only ' : ' RO ', 'mark')] : []), freshness(model)];
  const host = [span(` ${cut(settings.host, 20, settings.glyphs.ellipsis)} `, 'bar')];
  const all = screens.map(({name, title, short}, i) =>
    span(` ${i + 1} ${isWide ? title : short} `, name === screen ? 'current' : 'tab'),
  );
  const room = columns - lineWidth([...brand, ...mark, ...right]);
  const tabs = lineWidth(all) <= room ? all : all.filter(({role}) => role === 'current');
  const middle = lineWidth([...tabs, ...host]) <= room ? host : [];
  const left = room - lineWidth([...tabs, ...middle]);
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
  const isWide = columns >= wideBar;
  const figures: Span[][] = [
    figure(services.length, isWide ? 'services' : 'svcs'),
    figure(sums.servers, isWide ? 'real servers' : 'real'),
    figure(sums.active, isWide ? 'active' : 'act'),
    figure(sums.inactive, isWide ? 'inactive' : 'inact'),
    figure(rates.connectionsPerSecond, 'conn/s'),
    figure(rates.incomingBytesPerSecond, isWide ? 'B/s in' : 'in/s'),
    figure(rates.outgoingBytesPerSecond, isWide ? 'B/s out' : 'out/s'),
    figure(rates.incomingPacketsPerSecond, 'packets/s in'),
    figure(rates.outgoingPacketsPerSecond, 'packets/s out'),
  ];
  const spans: Span[] = [];
  for (const each of figures) if (lineWidth(spans) + lineWidth(each) <= columns) spans.push(...each);
  return spans;
}

function figure(value: number | bigint, unit: string): Span[] {
  return [span(quantity(Number(value)), 'title'), span(` ${unit} `, 'muted')];
}

/** What an operator should look at, or that there is nothing; the filter, and how old what is off the screen is. */
export function attentionLine(model: Model): Line {
  const {snapshot, columns, settings, screen} = model;
  if (!snapshot) return [];
  const {glyphs} = settings;
  const filterText = filterTextOf(model);
  const filter = filterText === '' ? [] : [span(` filter: ${filterText} `, 'prompt')];
  const notes = [...filter, ...ageNote(model)];
  const {text, role} = (screen === 'ha' && haAttention(model)) || attention(model, snapshot);
  const room = columns - lineWidth(notes);
  return [span(fit(text, room, 'left', glyphs.ellipsis), role), ...notes];
}

function filterTextOf({screen, services, ha, checks}: Model): string {
  if (screen === 'services') return services.filterText;
  if (screen === 'checks') return checks.filterText;
  return screen === 'ha' ? ha.filterText : '';
}

function attention(model: Model, {sums, services}: Snapshot): Span {
  const {settings} = model;
  const words: string[] = [];
  const ofRouters = haWarning(model);
  if (ofRouters !== undefined) words.push(ofRouters);
  if (sums.empty > 0) words.push(`${sums.empty} ${sums.empty === 1 ? 'service has' : 'services have'} no real servers`);
  if (sums.down > 0)
    words.push(`${sums.down} ${sums.down === 1 ? 'service has' : 'services have'} all real servers quiesced`);
  if (sums.overloaded > 0)
    words.push(`${sums.overloaded} ${sums.overloaded === 1 ? 'server' : 'servers'} at the limit`);
  const drains = drainsSummary(model.drains.seen, model.now);
  const isBad = words.length > 0 || drains?.isBad === true;
  if (sums.quiesced > 0)
    words.push(`${sums.quiesced} ${sums.quiesced === 1 ? 'server is quiesced' : 'servers are quiesced'}`);
  if (drains) words.push(drains.text);
  if (services.length === 0 && words.length === 0) return span(' The table is empty.', 'muted');
  if (words.length === 0) return span(' Every service has real servers, and none is quiesced.', 'good');
  const {glyphs, keymap} = settings;
  const [key] = keymap.bindings.find(({intention}) => intention === 'next-problem')?.keys ?? [];
  const isElsewhere = words.length === 1 && ofRouters !== undefined;
  const hint = key === undefined || isElsewhere ? '' : `  (${key} goes there)`;
  return span(` ${glyphs.warning} ${words.join(`  ${glyphs.bullet} `)}${hint}`, isBad ? 'bad' : 'warn');
}

/** Of a large table, what is not on the screen is read less often than the screen. */
function ageNote({snapshot, settings}: Model): Span[] {
  if (!snapshot) return [];
  const old = snapshot.at - Math.min(snapshot.servicesAt, snapshot.serversAt ?? snapshot.servicesAt);
  return old > settings.interval * 1500 ? [span(` off the screen: ${age(old)} old `, 'muted')] : [];
}

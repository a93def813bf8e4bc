import {forwardingMethods} from '../../../ipvs/forwarding.js';
import {isPersistent} from '../../../ipvs/service.js';
import {escapeControls} from '../../../ipvs/outside-text.js';
import {ownerCell} from '../../../maintenance/owner-cell.js';
import type {FindOwnership} from '../../../maintenance/owner.js';
import type {NameBook} from '../../../settings/name-book.js';
import type {Cell, Column} from '../../components/columns.js';
import type {Trends} from '../../data/trends.js';
import {drainWords} from '../../drains/drain-words.js';
import type {SeenDrains} from '../../drains/seen-drains.js';
import {gauge} from '../../text/gauge.js';
import type {Glyphs} from '../../text/glyphs.js';
import {percent, quantity} from '../../text/quantity.js';
import {sparkline} from '../../text/sparkline.js';
import {span} from '../../theme/role.js';
import {
  conditionMarks,
  conditionRoles,
  destinationCondition,
  destinationRemarks,
  serviceCondition,
  serviceRemarks,
} from '../../data/condition.js';
import {type MeasureName, measures, trafficShare, weightShare} from './measures.js';
import type {TreeRow} from './tree-rows.js';

/** What cells are made from beside the row. */
export interface CellContext {
  readonly glyphs: Glyphs;
  readonly trends: Trends;
  readonly drains: SeenDrains['byRow'];
  readonly now: number;
  /** Undefined where nobody has looked. */
  readonly ownershipOf: FindOwnership | undefined;
  readonly names: NameBook;
}

type ServiceColumn = Column<TreeRow, CellContext>;

export const serviceColumns: readonly ServiceColumn[] = [
  {
    name: 'mark',
    title: '',
    describe: '! needs a look, D drained, q quiesced and empty, d quiesced and still draining',
    align: 'left',
    width: 1,
    rank: -1,
    cell: (row, {drains}) => {
      if (drains.has(row.key)) return span('D', 'warn');
      const condition = row.type === 'service' ? serviceCondition(row.seen) : destinationCondition(row.destination);
      return span(conditionMarks[condition], conditionRoles[condition]);
    },
  },
  {
    name: 'name',
    title: 'SERVICE',
    describe: 'virtual service, and its real servers',
    align: 'left',
    width: 26,
    grows: 36,
    rank: 0,
    cell: nameCell,
  },
  {
    name: 'forwarding',
    title: 'FWD',
    describe: 'scheduler; forwarding of a real server',
    align: 'left',
    width: 6,
    rank: 3,
    cell: row =>
      row.type === 'service'
        ? span(row.seen.service.scheduler, 'muted')
        : (forwardingMethods.find(method => method.number === row.destination.forwarding)?.word ?? '?'),
  },
  {
    name: 'weight',
    title: 'WGHT',
    describe: 'weight',
    align: 'right',
    width: 5,
    rank: 1,
    cell: row => {
      const value = valueIn(row, 'weight');
      const isOff = row.type === 'destination' && value === 0;
      const text = value === undefined ? '' : String(value);
      return span(text, isOff ? 'warn' : row.type === 'service' ? 'muted' : 'plain');
    },
  },
  number('active', 'ACTIVE', 'active connections', 1, 6),
  number('inactive', 'INACT', 'inactive connections', 4),
  number('conn/s', 'CONN/S', 'new connections per second', 1, 6),
  number('in-bytes/s', 'IN/S', 'bytes per second from clients', 2),
  number('out-bytes/s', 'OUT/S', 'bytes per second to clients (not seen with direct routing and tunnels)', 2),
  {
    name: 'trend',
    title: 'TREND',
    describe: 'bytes per second from clients lately',
    align: 'left',
    width: 10,
    grows: 20,
    rank: 6,
    cell: (row, {glyphs, trends}, width) => {
      const trend = trends.of(row.key);
      if (!trend) return '';
      const values = trend.incomingBytesPerSecond.last(width);
      return span(sparkline(values, width, glyphs, trendTop(values)), 'chart1');
    },
  },
  {
    name: 'share',
    title: 'SHARE',
    describe:
      'share of the service’s traffic, and of its weight: a server that gets much less than its weight is slow or ill',
    align: 'left',
    width: 17,
    rank: 7,
    cell: (row, {glyphs}) => {
      if (row.type === 'service') return '';
      const [traffic, weight] = [trafficShare(row.destination, row.seen), weightShare(row.destination, row.seen)];
      if (traffic === undefined) return '';
      return [span(gauge(traffic, 6, glyphs), 'accent'), span(` ${percent(traffic)} /${percent(weight)}`)];
    },
  },
  number('in-pkt/s', 'IPKT/S', 'packets per second from clients', 8, 6),
  number('out-pkt/s', 'OPKT/S', 'packets per second to clients', 9, 6),
  number('persistent', 'PERS', 'persistence templates', 5),
  {
    name: 'status',
    title: 'STATUS',
    describe: 'what is to be said of it',
    align: 'left',
    width: 18,
    grows: 40,
    rank: 3.5,
    cell: (row, {drains, now}, width) => {
      const drain = drains.get(row.key);
      if (drain && row.type === 'destination') return drainWords(drain, row.destination, now, width);
      if (row.type === 'destination')
        return span(destinationRemarks(row.destination), conditionRoles[destinationCondition(row.destination)]);
      const remarks = serviceRemarks(row.seen);
      const {service} = row.seen;
      const condition = serviceCondition(row.seen);
      if (remarks === '' && isPersistent(service)) return span(`persistent ${service.timeout}s`, 'muted');
      return span(remarks, condition === 'well' ? 'warn' : conditionRoles[condition]);
    },
  },
  {
    name: 'owner',
    title: 'OWNER',
    describe: 'the daemon that writes it, and the weight it is configured with where it has another',
    align: 'left',
    width: 14,
    grows: 24,
    cell: (row, {ownershipOf}) => {
      if (row.type === 'service' || !ownershipOf) return '';
      const {seen, destination} = row;
      return escapeControls(ownerCell(ownershipOf(seen.service.id, destination), destination.weight));
    },
  },
  number('upper', 'UPPER', 'connections at which the real server is overloaded'),
  number('lower', 'LOWER', 'connections below which it is used again'),
  number('servers', 'SRVRS', 'real servers'),
  number('connections', 'CONNS', 'connections since the last zero'),
  number('in-bytes', 'IN', 'bytes from clients since the last zero'),
  number('out-bytes', 'OUT', 'bytes to clients since the last zero'),
];

function nameCell(row: TreeRow, {glyphs, names}: CellContext): Cell {
  if (row.type === 'destination')
    return `  ${row.isLast ? glyphs.lastBranch : glyphs.branch} ${names.endpoint(row.destination)}`;
  const condition = serviceCondition(row.seen);
  return span(
    `${row.isOpen ? glyphs.open : glyphs.closed} ${names.service(row.seen.service.id)}`,
    condition === 'well' ? 'title' : conditionRoles[condition],
  );
}

/** The highest mark stands for the greatest value, or for almost twice the mean: what is steady is drawn half high. */
function trendTop(values: Float32Array): number {
  let [sum, count, greatest] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
    greatest = Math.max(greatest, value);
  }
  return count === 0 ? 0 : Math.max(greatest, (1.8 * sum) / count);
}

/** A column for a number; the sum for a service. */
function number(name: MeasureName, title: string, describe: string, rank?: number, width = 5): ServiceColumn {
  return {
    name,
    title,
    describe,
    align: 'right',
    width,
    ...(rank !== undefined && {rank}),
    cell: (row, {glyphs}) => {
      const value = valueIn(row, name);
      if (value === undefined) return span(isAsked(row, name) ? `${glyphs.dash} ` : '', 'muted');
      return value === 0 ? span(quantity(0), 'muted') : quantity(value);
    },
  };
}

function valueIn(row: TreeRow, name: MeasureName): number | undefined {
  return row.type === 'service' ? measures[name].ofService(row.seen) : measures[name].ofDestination(row.destination);
}

/** Whether this kind of row has such a number, known or not. */
function isAsked(row: TreeRow, name: MeasureName): boolean {
  return row.type === 'destination' ? name !== 'servers' : name !== 'upper' && name !== 'lower';
}

/** The columns one can sort by among those on the screen, from left to right. */
export function sortableColumns(
  placed: readonly {readonly column: ServiceColumn}[],
): readonly ('name' | MeasureName)[] {
  return placed
    .map(({column}) => column.name)
    .filter((name): name is 'name' | MeasureName => name === 'name' || name in measures);
}

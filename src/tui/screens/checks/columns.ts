import {escapeControls} from '../../../ipvs/outside-text.js';
import type {CheckedPlace} from '../../../managers/checked-places.js';
import type {Column} from '../../components/columns.js';
import {age} from '../../text/age.js';
import type {Glyphs} from '../../text/glyphs.js';
import {sparkline} from '../../text/sparkline.js';
import {span} from '../../theme/role.js';
import {latencyText, slowest, trendOf, trendTop} from './latencies.js';
import {checkMarks, checkStateRoles} from './words.js';

/** What cells are made from, beside their server. */
export interface CheckContext {
  readonly glyphs: Glyphs;
  readonly now: number;
}

type CheckColumn = Column<CheckedPlace, CheckContext>;

export const checkColumns: readonly CheckColumn[] = [
  {
    name: 'mark',
    title: '',
    describe: '! down, ? not proven yet, + coming back, d its checks are switched off',
    align: 'left',
    width: 1,
    rank: 1,
    cell: ({server: {state}}) => span(checkMarks[state], checkStateRoles[state]),
  },
  {
    name: 'server',
    title: 'SERVER',
    describe: 'the real server',
    align: 'left',
    width: 16,
    grows: 22,
    rank: 0,
    cell: ({server: {name, state}}) => span(escapeControls(name), state === 'down' ? 'bad' : 'title'),
  },
  {
    name: 'service',
    title: 'SERVICE',
    describe: 'the virtual service, or the group, that it is checked for',
    align: 'left',
    width: 20,
    grows: 25,
    rank: 3,
    cell: ({pool}) => span(escapeControls(pool.name), pool.quorum?.isThere === false ? 'bad' : 'muted'),
  },
  {
    name: 'state',
    title: 'STATE',
    describe: 'up, down, unknown (not proven yet), holding and starting (coming back), disabled, off',
    align: 'left',
    width: 8,
    rank: 0,
    cell: ({server: {state}}) => span(state, checkStateRoles[state]),
  },
  {
    name: 'since',
    title: 'FOR',
    describe: 'how long it is so',
    align: 'right',
    width: 4,
    rank: 2,
    cell: ({server: {since}}, {now, glyphs}) => (since === undefined ? span(glyphs.dash, 'muted') : age(now - since)),
  },
  {
    name: 'layer',
    title: 'LAYER',
    describe: 'where it fails: L3 the host does not answer, L4 the port, L7 what answers there',
    align: 'left',
    width: 5,
    rank: 6,
    cell: ({server: {layer}}, {glyphs}) => (layer ? span(layer, 'warn') : span(glyphs.dash, 'muted')),
  },
  {
    name: 'latency',
    title: 'LATENCY',
    describe: 'of the slowest of its checks, the last time',
    align: 'right',
    width: 7,
    rank: 5,
    cell: ({server}, {glyphs}) => {
      const latency = slowest(server.checks)?.latency;
      return latency === undefined ? span(glyphs.dash, 'muted') : latencyText(latency);
    },
  },
  {
    name: 'trend',
    title: 'TREND',
    describe: 'latencies of its last checks; a gap is one that failed',
    align: 'left',
    width: 10,
    rank: 7,
    cell: ({server}, {glyphs}, width) => {
      const check = slowest(server.checks);
      if (!check) return '';
      const values = trendOf(check).slice(-width);
      return span(sparkline(values, width, glyphs, trendTop(values)), 'chart1');
    },
  },
  {
    name: 'weight',
    title: 'WGHT',
    describe: 'what its checks give it in the table; a dash: it is not there',
    align: 'right',
    width: 5,
    rank: 4,
    cell: ({server: {weight, configuredWeight}}, {glyphs}) => {
      if (weight === undefined) return span(glyphs.dash, 'muted');
      return span(String(weight), weight === configuredWeight ? 'plain' : 'warn');
    },
  },
  {
    name: 'configured',
    title: 'CONF',
    describe: 'the configured weight',
    align: 'right',
    width: 5,
    cell: ({server: {configuredWeight}}) => (configuredWeight === undefined ? '' : String(configuredWeight)),
  },
  {
    name: 'checks',
    title: 'CHECKS',
    describe: 'how many of its checks are up',
    align: 'right',
    width: 6,
    cell: ({server: {checks}}) => `${checks.filter(({state}) => state === 'up').length}/${checks.length}`,
  },
  {
    name: 'operator',
    title: 'OPERATOR',
    describe: 'what an operator did, and wins: a drain, a weight by hand; it stands in WHY too',
    align: 'left',
    width: 12,
    grows: 30,
    cell: ({server: {operator}}) => (operator === undefined ? '' : span(escapeControls(operator), 'warn')),
  },
  {
    name: 'reason',
    title: 'WHY',
    describe: 'why it is so; what an operator did stands instead',
    align: 'left',
    width: 20,
    grows: 80,
    rank: 2.5,
    cell: ({server: {reason, state, operator}}) =>
      operator === undefined
        ? span(escapeControls(reason), state === 'down' ? 'bad' : 'muted')
        : span(escapeControls(operator), 'warn'),
  },
];

import {
  booleans,
  directives,
  media as mediaDirectives,
  pingMedia,
  type TimeDirective,
  timeDirectives,
} from './directives.js';
import {type Word, type WordLine, wordLines} from './lines.js';
import type {HeartbeatProblem} from './problem.js';

/** A way to the other nodes. */
export interface Medium {
  /** `bcast`, `mcast`, `ucast`, `serial`, … */
  readonly kind: string;
  /** Interface, or the tty of a serial line. Text from outside. */
  readonly device: string;
  /** The group of a multicast, the address of a peer; absent for others. */
  readonly to?: string;
}

/** What is to be known of /etc/ha.d/ha.cf. Times are milliseconds. */
export interface HaCf {
  /** Names as uname -n has them, in lower case, as heartbeat has them. */
  readonly nodes: readonly string[];
  readonly media: readonly Medium[];
  readonly keepalive: number;
  readonly deadtime: number;
  readonly initdead: number;
  /** `legacy` where nothing is said. */
  readonly autoFailback: 'on' | 'off' | 'legacy';
  /** Nodes that are not listed may join: `none`, `other`, `any` (also this host). */
  readonly autojoin: string;
  /** Resources are Pacemaker's: haresources is not read. */
  readonly hasPacemaker: boolean;
  readonly problems: readonly HeartbeatProblem[];
}

interface Draft {
  readonly nodes: string[];
  readonly media: Medium[];
  readonly times: Map<TimeDirective, number>;
  autoFailback: HaCf['autoFailback'];
  hasPacemaker: boolean;
  hasPing: boolean;
  autojoin: string;
  readonly report: (severity: HeartbeatProblem['severity'], line: number, column: number, message: string) => void;
}

/** Reads ha.cf (ha.cf(5)). Every problem is found, not only the first, at which heartbeat stops. */
export function readHaCf(text: string, file: string): HaCf {
  const problems: HeartbeatProblem[] = [];
  const draft: Draft = {
    nodes: [],
    media: [],
    times: new Map(),
    autoFailback: 'legacy',
    hasPacemaker: false,
    hasPing: false,
    autojoin: 'none',
    report: (severity, line, column, message) => problems.push({file, line, column, severity, message}),
  };
  const lines = wordLines(text, {joins: false});
  for (const line of lines) readLine(line, draft);
  checkWhole(draft, lines.at(-1)?.line ?? 1);
  const {times} = draft;
  const deadtime = times.get('deadtime') ?? defaults.deadtime;
  return {
    nodes: draft.nodes,
    media: draft.media,
    keepalive: times.get('keepalive') ?? defaults.keepalive,
    deadtime,
    initdead: times.get('initdead') ?? deadtime,
    autoFailback: draft.autoFailback,
    autojoin: draft.autojoin,
    hasPacemaker: draft.hasPacemaker,
    problems,
  };
}

/** As heartbeat 3.0.6 says itself when it refuses a deadtime, in milliseconds. */
const defaults = {keepalive: 1000, deadtime: 30_000};

function readLine({line, words}: WordLine, draft: Draft): void {
  const [{text: name, column}, ...values] = words;
  const [first] = values;
  const {report} = draft;
  if (mediaDirectives.has(name)) return readMedium(name, values, draft, line, column);
  if (pingMedia.has(name)) {
    draft.hasPing = true;
    return;
  }
  if (!directives.has(name)) return report('refused', line, column, `there is no directive "${name}"`);
  if (!first) return report('warning', line, column, `"${name}" has no value, and does nothing`);
  if (isTime(name)) return readTime(name, first, draft, line);
  const value = first.text.toLowerCase();
  switch (name) {
    case 'node':
      draft.nodes.push(...values.map(({text}) => text.toLowerCase()));
      return;
    case 'autojoin':
      draft.autojoin = value;
      return;
    case 'auto_failback':
      if (value === 'legacy') draft.autoFailback = 'legacy';
      else if (Object.hasOwn(booleans, value)) draft.autoFailback = booleans[value] ? 'on' : 'off';
      else report('refused', line, first.column, `"${first.text}" is not on, off or legacy`);
      return;
    case 'crm':
    case 'pacemaker':
      draft.hasPacemaker = value === 'respawn' || value === 'manual' || booleans[value] === true;
      return;
    default:
  }
}

function readMedium(kind: string, values: readonly Word[], draft: Draft, line: number, column: number): void {
  const [device, to] = values;
  if (!device) return draft.report('warning', line, column, `"${kind}" names no device, and does nothing`);
  if (kind === 'bcast' || kind === 'serial') draft.media.push(...values.map(({text}) => ({kind, device: text})));
  else if (to) draft.media.push({kind, device: device.text, to: to.text});
  else draft.report('refused', line, device.column, `"${kind} ${device.text}" needs an address`);
}

function isTime(name: string): name is TimeDirective {
  return (timeDirectives as readonly string[]).includes(name);
}

/** `2`, `1.7`, `1500ms`, `200000us`. */
function readTime(name: TimeDirective, {text, column}: Word, {times, report}: Draft, line: number): void {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(ms|msec|us|usec)?/i.exec(text);
  if (!match) return report('refused', line, column, `"${text}" is not a time such as 2, 1.7 or 1500ms`);
  const unit = match[2]?.toLowerCase() ?? '';
  times.set(name, Number(match[1]) * (unit.startsWith('m') ? 1 : unit.startsWith('u') ? 0.001 : 1000));
}

/** What heartbeat refuses when it has read everything. */
function checkWhole(draft: Draft, end: number): void {
  const {nodes, media, times, autojoin, hasPacemaker, hasPing, autoFailback} = draft;
  const report = (severity: HeartbeatProblem['severity'], message: string) => draft.report(severity, end, 1, message);
  if (media.length === 0)
    report(hasPing ? 'warning' : 'refused', 'no way to the other nodes is given: bcast, mcast, ucast or serial');
  if (nodes.length === 0 && autojoin !== 'any') report('refused', 'no nodes are given: node NAME…, as uname -n says');
  if (autojoin !== 'none' && !hasPacemaker) report('refused', `autojoin ${autojoin} needs Pacemaker`);
  const keepalive = times.get('keepalive') ?? defaults.keepalive;
  const deadtime = times.get('deadtime') ?? defaults.deadtime;
  if (deadtime <= 2 * keepalive)
    report('refused', `deadtime (${deadtime} ms) is not more than twice keepalive (${keepalive} ms)`);
  if (!hasPacemaker && autoFailback === 'legacy')
    report('warning', 'auto_failback is legacy, with which there is no hb_standby: say on or off');
}

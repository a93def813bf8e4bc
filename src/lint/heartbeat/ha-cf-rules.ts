import {media} from '../../config/heartbeat/directives.js';
import type {LintRule} from '../lint-rule.js';
import type {HaCfSubject} from './ha-cf-subject.js';

/** What must stand before the media that it is for (ha.cf(5)). */
const before: Readonly<Record<string, RegExp>> = {
  udpport: /^(bcast|mcast6?|ucast6?)$/,
  baud: /^serial$/,
  use_logd: /^(bcast|mcast6?|ucast6?|serial|logfile|debugfile|logfacility)$/,
};

/** What an ha.cf means, rule by rule. */
export const haCfRules: readonly LintRule<HaCfSubject>[] = [
  {
    code: 'directive-order',
    severity: 'error',
    title: 'a directive behind the media that it is for',
    consequence:
      'it does not count for what stands before it: the nodes may speak on different ports and not hear one another',
    correction: 'udpport, baud and use_logd before bcast, mcast, ucast and serial',
    *check({lines, file}) {
      for (const [i, {line, words}] of lines.entries()) {
        const {text, column} = words[0];
        const late = before[text];
        const medium = late && lines.slice(0, i).find(other => late.test(other.words[0].text));
        if (medium)
          yield {
            place: {file, line, column},
            message: `${text} stands behind ${medium.words[0].text} of line ${medium.line}`,
          };
      }
    },
  },
  {
    code: 'warntime-too-long',
    severity: 'warning',
    title: 'warntime that is not below deadtime',
    consequence: 'the node is dead before heartbeat warns: late packets are never told of',
    correction: 'warntime of about half of deadtime',
    *check({lines, config, placeOf}) {
      const warntime = timeOf(lines, 'warntime');
      if (warntime !== undefined && warntime >= config.deadtime)
        yield {
          place: placeOf('warntime'),
          message: `warntime is ${warntime / 1000} s, and deadtime ${config.deadtime / 1000} s`,
        };
    },
  },
  {
    code: 'warntime-too-short',
    severity: 'warning',
    title: 'warntime that is not above keepalive',
    consequence: 'heartbeat warns of every packet: what matters drowns in the log',
    correction: 'warntime of several times keepalive',
    *check({lines, config, placeOf}) {
      const warntime = timeOf(lines, 'warntime');
      if (warntime !== undefined && warntime <= config.keepalive)
        yield {
          place: placeOf('warntime'),
          message: `warntime is ${warntime / 1000} s, and keepalive ${config.keepalive / 1000} s`,
        };
    },
  },
  {
    code: 'initdead-too-short',
    severity: 'warning',
    title: 'initdead that is not twice deadtime',
    consequence:
      'after a common start each node may take the other for dead before its network is up: both have the addresses',
    correction: 'initdead of at least twice deadtime, such as 120',
    *check({lines, config, placeOf}) {
      const initdead = timeOf(lines, 'initdead');
      if (initdead !== undefined && initdead < 2 * config.deadtime)
        yield {
          place: placeOf('initdead'),
          message: `initdead is ${initdead / 1000} s, and deadtime ${config.deadtime / 1000} s`,
        };
    },
  },
  {
    code: 'one-medium',
    severity: 'hint',
    title: 'one way to the other node only',
    consequence: 'one cable or switch that fails is enough for both nodes to have the addresses',
    correction: 'a second medium over another cable: serial TTY, or ucast over another interface',
    *check({config, placeOf}) {
      const [only, ...others] = config.media;
      if (only && others.length === 0)
        yield {place: placeOf(...media), message: `${only.kind} ${only.device} is the only way to the other node`};
    },
  },
  {
    code: 'one-node',
    severity: 'warning',
    title: 'one node only',
    consequence: 'there is nobody to take over',
    correction: 'node NAME NAME, both as `uname -n` says',
    *check({config, placeOf}) {
      if (config.nodes.length === 1 && config.autojoin === 'none')
        yield {place: placeOf('node'), message: `${config.nodes[0]} is the only node`};
    },
  },
  {
    code: 'node-twice',
    severity: 'warning',
    title: 'a node that is named twice',
    consequence: 'one of the two was probably to be the other node, which is missing then',
    correction: 'the name of each node once',
    *check({config, placeOf}) {
      const twice = config.nodes.find((node, i) => config.nodes.indexOf(node) !== i);
      if (twice !== undefined) yield {place: placeOf('node'), message: `${twice} is named twice`};
    },
  },
  {
    code: 'ping-without-ipfail',
    severity: 'hint',
    title: 'ping nodes that nothing looks at',
    consequence: 'a node that has lost its uplink keeps the addresses',
    correction: 'respawn hacluster /usr/lib/heartbeat/ipfail',
    *check({config, lines, has, placeOf}) {
      const hasIpfail = lines.some(
        ({words}) => words[0].text === 'respawn' && words.some(({text}) => /ipfail|pingd|dopd/.test(text)),
      );
      if (!config.hasPacemaker && has('ping', 'ping6', 'ping_group', 'hbaping') && !hasIpfail)
        yield {
          place: placeOf('ping', 'ping6', 'ping_group', 'hbaping'),
          message: 'ping nodes are given, and no ipfail',
        };
    },
  },
  {
    code: 'pacemaker-on',
    severity: 'hint',
    title: 'resources are those of Pacemaker',
    consequence: 'heartbeat does not read haresources: what stands there does nothing',
    correction: 'crm off, unless Pacemaker is configured',
    *check({config, placeOf}) {
      if (config.hasPacemaker) yield {place: placeOf('crm', 'pacemaker'), message: 'crm is on'};
    },
  },
];

/** Milliseconds; undefined where it is not set, or not to a time. */
function timeOf(lines: HaCfSubject['lines'], directive: string): number | undefined {
  const text = lines.findLast(({words}) => words[0].text === directive)?.words[1]?.text ?? '';
  const match = /^(\d+(?:\.\d*)?|\.\d+)(ms|msec|us|usec)?/i.exec(text);
  if (!match) return undefined;
  const unit = match[2]?.toLowerCase() ?? '';
  return Number(match[1]) * (unit.startsWith('m') ? 1 : unit.startsWith('u') ? 0.001 : 1000);
}

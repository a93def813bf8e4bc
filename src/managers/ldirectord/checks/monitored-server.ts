import type {Real, Virtual} from '../../../config/ldirectord/ldirectord-config.js';
import {formatHost} from '../../../config/ldirectord/names.js';
import type {CheckedServer} from '../../../director/protocol/checks-report.js';
import {formatAddress} from '../../../net/address.js';
import type {MonitorStory} from './monitor-story.js';

/** What is known of a real server of ldirectord. */
export interface ServerEvidence {
  /** Of its checks, where they are written down. */
  readonly story: MonitorStory | undefined;
  /** Why an operator has it in maintenance. */
  readonly maintenance: string | undefined;
  /** In the table; undefined: not there. */
  readonly weight: number | undefined;
  readonly isTableKnown: boolean;
}

/** A real server as its checks, and where there are none written down the table, have it. */
export function monitoredServer(virtual: Virtual, real: Real, evidence: ServerEvidence): CheckedServer {
  const {story, maintenance} = evidence;
  const {state, reason} = stateOf(virtual, evidence);
  const isIn = state === 'up';
  return {
    name: `${formatHost(real.host)}:${real.port}`,
    address: real.host.type === 'address' ? formatAddress(real.host.address) : real.host.name,
    port: typeof real.port === 'number' ? real.port : 0,
    state,
    since: story?.since,
    reason,
    layer: undefined,
    weight: state === 'unknown' ? undefined : isIn ? real.weight : virtual.isQuiescent ? 0 : undefined,
    configuredWeight: real.weight,
    operator: maintenance,
    checks: checkName(virtual, real).map(name => ({
      name,
      state: story?.state ?? 'unknown',
      since: story?.since,
      words: story ? story.last.words : 'not written down: there is no monitorfile',
      layer: undefined,
      latency: undefined,
      lastAt: story?.last.at,
      nextAt: undefined,
      contrary: story?.contrary ?? 0,
      needed: virtual.check.failures,
      latencies: [],
    })),
  };
}

function stateOf(
  {check, isQuiescent}: Virtual,
  {story, maintenance, weight, isTableKnown}: ServerEvidence,
): {state: CheckedServer['state']; reason: string} {
  if (check.type === 'off') return {state: 'off', reason: 'checktype=off: ldirectord does not touch it'};
  if (maintenance !== undefined && story?.state !== 'up') return {state: 'down', reason: 'Server in maintenance'};
  if (story)
    return {
      state: story.state,
      reason: story.last.words || (story.state === 'up' ? 'its check succeeds' : 'its check fails'),
    };
  if (!isTableKnown)
    return {state: 'unknown', reason: 'ldirectord keeps no monitorfile for it, and the table cannot be read'};
  if (weight !== undefined && weight > 0) return {state: 'up', reason: `the table has it with weight ${weight}`};
  const words = weight === undefined ? 'it is not in the table' : 'the table has it with weight 0';
  const isOurs = weight === undefined || isQuiescent;
  return {state: isOurs ? 'down' : 'unknown', reason: `${words}; why is not written down without a monitorfile`};
}

/** None where nothing is checked. */
function checkName({check, protocol}: Virtual, real: Real): readonly string[] {
  const {type, service, command} = check;
  if (type === 'off' || type === 'on') return [];
  const port = check.port ?? real.checkPort ?? real.port;
  const kind = type === 'negotiate' || type === 'combined' ? `${type} ${service}` : type;
  const what = type === 'external' || type === 'external-perl' ? command : type === 'negotiate' ? real.request : '';
  return [
    [kind, protocol === 'udp' ? 'udp' : '', `${formatHost(real.host)}:${port}`, what]
      .filter(part => part !== '')
      .join(' '),
  ];
}

import type {Destination} from '../../../ipvs/destination.js';
import type {ServiceId} from '../../../ipvs/service.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {count, entriesOf} from '../../table-facts.js';

/** Below this part of the upper threshold a server is hardly ever used again. */
const lowShare = 0.1;

/** Whether thresholds keep servers away. */
export const thresholds: DoctorRow = {
  code: 'thresholds',
  group: 'table',
  title: 'thresholds of real servers',
  explanation:
    'A server with as many connections as its upper threshold gets no new ones until it has fewer than its lower one; without a lower one, than three quarters of the upper. All connections count, those that linger for two minutes after their end too. A lower threshold near 0 therefore keeps a server away long after its load has gone. ipvsadm(8), -x and -y.',
  needsAll: true,
  diagnose(facts) {
    const limited = entriesOf(facts).flatMap(({service, destinations}) =>
      destinations.filter(one => one.upperThreshold > 0).map(one => ({id: service.id, one})),
    );
    if (limited.length === 0) return [facts.ipvs.known ? none('no server has one') : unknown(facts.ipvs.words)];
    const found = limited.flatMap(({id, one}) => [...full(id, one), ...slow(id, one)]);
    return foundOr(found, good(count(limited.length, 'server')));
  },
};

function full(id: ServiceId, one: Destination): Diagnosis[] {
  const connections = one.activeConnections + one.inactiveConnections;
  if (connections < one.upperThreshold) return [];
  return [
    risk({
      subject: `${formatEndpoint(one)} of ${formatServiceId(id)}`,
      is: `full: ${count(connections, 'connection')}, upper threshold ${one.upperThreshold}`,
      shouldBe: 'below its threshold',
      why: 'It gets no new clients; where all servers of a service are full, clients are refused.',
      advice: 'more servers, or a higher threshold if this one can take it: lvsctl -e … -x N',
    }),
  ];
}

function slow(id: ServiceId, {address, port, upperThreshold, lowerThreshold}: Destination): Diagnosis[] {
  if (lowerThreshold === 0 || lowerThreshold >= upperThreshold * lowShare) return [];
  return [
    risk({
      subject: `${formatEndpoint({address, port})} of ${formatServiceId(id)}`,
      is: `lower threshold ${lowerThreshold} of ${upperThreshold}`,
      shouldBe: `none (three quarters: ${Math.ceil(upperThreshold * 0.75)}), or above ${Math.ceil(upperThreshold * lowShare)}`,
      why: 'Once it was full it gets no new clients until nearly all its connections have ended, and those of TCP linger for two minutes.',
      advice: 'edit the server with -y 0 or a higher one',
    }),
  ];
}

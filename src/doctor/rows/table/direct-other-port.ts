import {directRouting, tunneling} from '../../../ipvs/forwarding.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {count, serversBy} from '../../table-facts.js';

/** Whether direct routing and tunnels are asked to change ports. */
export const directOtherPort: DoctorRow = {
  code: 'direct-other-port',
  group: 'table',
  title: 'ports with direct routing and tunnels',
  explanation:
    'Direct routing and tunnels deliver packets as they are: address and port are those that the client asked for. A real server with another port is put into the table as it was said (ipvsadm puts the port right, keepalived and others do not), and its packets go to the port of the service all the same, while its checks may well ask the other one. ipvsadm(8), -r: only masquerading changes ports.',
  diagnose(facts) {
    const servers = [...serversBy(facts, directRouting), ...serversBy(facts, tunneling)];
    if (servers.length === 0) return [facts.ipvs.known ? none('none') : unknown(facts.ipvs.words)];
    const found = servers.flatMap(({service: {id}, destination}) => {
      if (id.type !== 'address' || id.port === 0 || destination.port === id.port) return [];
      const method = destination.forwarding === tunneling ? 'tunnel' : 'direct routing';
      return [
        wrong({
          subject: `${formatEndpoint(destination)} of ${formatServiceId(id)}`,
          is: `port ${destination.port} by ${method}`,
          shouldBe: `port ${id.port}, or masquerading`,
          why: `Packets go to port ${id.port} of that server: nothing changes ports on this way. If it listens only on ${destination.port}, clients are refused.`,
          advice: 'let the server listen on the port of the service, and say so in the configuration',
        }),
      ];
    });
    return foundOr(found, good(count(servers.length, 'server')));
  },
};

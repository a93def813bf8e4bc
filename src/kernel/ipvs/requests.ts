import type {Change} from '../../ipvs/change.js';
import type {Request} from '../netlink/attribute-set.js';
import {payload, type Request as NetlinkRequest} from '../netlink/request.js';
import {command, commandAttributes, family} from './attributes.js';
import {
  daemonStateNumber,
  encodeDaemon,
  encodeDestination,
  encodeDestinationId,
  encodeService,
  encodeServiceId,
} from './bridge.js';

/** The values of a command's top level that a request can carry. */
export type CommandValues = Request<(typeof commandAttributes)['rows']>;

/** A request of the IPVS family, whose number was resolved at run time. */
export function ipvsRequest(familyId: number, number: number, values?: CommandValues): NetlinkRequest {
  return {
    family: familyId,
    version: family.version,
    command: number,
    payload: values && payload(commandAttributes, values),
  };
}

/** The request that asks the kernel for a change. */
export function changeRequest(familyId: number, change: Change): NetlinkRequest {
  const request = (number: number, values?: CommandValues) => ipvsRequest(familyId, number, values);
  switch (change.type) {
    case 'add-service':
      return request(command.newService, {service: encodeService(change.service)});
    case 'edit-service':
      return request(command.setService, {service: encodeService(change.service)});
    case 'delete-service':
      return request(command.delService, {service: encodeServiceId(change.id)});
    case 'add-server':
      return request(command.newDest, {
        service: encodeServiceId(change.id),
        destination: encodeDestination(change.destination),
      });
    case 'edit-server':
      return request(command.setDest, {
        service: encodeServiceId(change.id),
        destination: encodeDestination(change.destination),
      });
    case 'delete-server':
      return request(command.delDest, {
        service: encodeServiceId(change.id),
        destination: encodeDestinationId(change.destination),
      });
    case 'flush':
      return request(command.flush);
    case 'zero':
      return request(command.zero, change.id && {service: encodeServiceId(change.id)});
    case 'set':
      return request(command.setConfig, {
        timeoutTcp: change.timeouts.tcp,
        timeoutTcpFin: change.timeouts.tcpFin,
        timeoutUdp: change.timeouts.udp,
      });
    case 'start-daemon':
      return request(command.newDaemon, {daemon: encodeDaemon(change.daemon)});
    case 'stop-daemon':
      return request(command.delDaemon, {daemon: {state: daemonStateNumber(change.state)}});
  }
}

import type {Change} from '../../../src/ipvs/change.js';
import {changeRequest, ipvsRequest} from '../../../src/kernel/ipvs/requests.js';
import {writeRequest, type Request, requestLength} from '../../../src/kernel/netlink/request.js';
import {flag} from '../../../src/kernel/netlink/message.js';
import {familyId} from '../../../src/kernel/embedded/wire/controller.js';

let sequence = 0;

/** One datagram of requests, each to be acknowledged. */
export function datagramOf(requests: readonly Request[], flags = flag.request | flag.ack): Buffer {
  const buffer = Buffer.alloc(requests.reduce((sum, request) => sum + requestLength(request), 0));
  let at = 0;
  for (const request of requests) at = writeRequest(buffer, at, request, flags, ++sequence);
  return buffer;
}

export function changeDatagram(changes: readonly Change[], flags?: number): Buffer {
  return datagramOf(
    changes.map(change => changeRequest(familyId, change)),
    flags,
  );
}

/** A dump of all there is of a kind. */
export function dumpDatagram(command: number): Buffer {
  return datagramOf([ipvsRequest(familyId, command)], flag.request | flag.dump);
}

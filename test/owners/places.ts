import {tcp} from '../../src/ipvs/protocol.js';
import type {OwnedPlace} from '../../src/maintenance/owner.js';
import {parseEndpoint} from '../../src/net/endpoint.js';

/** A destination of a TCP service; `fwmark N` for one by mark. */
export function placeOfText(service: string, destination: string): OwnedPlace {
  const mark = /^fwmark (\d+)$/.exec(service)?.[1];
  const id =
    mark === undefined
      ? ({type: 'address', protocol: tcp, ...endpoint(service)} as const)
      : ({type: 'fwmark', family: 'ipv4', fwmark: Number(mark)} as const);
  return {service: id, destination: endpoint(destination)};
}

function endpoint(text: string) {
  const parsed = parseEndpoint(text);
  if (!parsed) throw new Error(`${text} is no endpoint`);
  return parsed;
}

import type {Ipvs} from '../../ipvs/ipvs.js';
import {protocols} from '../../ipvs/protocol.js';
import type {ServiceId} from '../../ipvs/service.js';
import type {SummaryEntry, TableSummary} from '../../ipvs/table.js';
import type {Kernel} from '../kernel.js';
import {isSameAddress} from '../../net/address.js';
import {parseHex, parseHexAddress} from '../../net/hex-address.js';
import {readServiceLines, type ServiceLines} from '../proc/services.js';

const attempts = 5;

/**
 * Services by one netlink dump, their destinations by one pass of /proc/net/ip_vs: both walk the kernel's table in
 * the same order. Where they do not match, the table changed in between, and both are read again; where they never
 * do, each service's destinations are asked for on their own.
 */
export async function joinSummary(kernel: Kernel, ipvs: Ipvs): Promise<TableSummary> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const services = await ipvs.serviceConfigurations();
    const lines = services.length === 0 ? [] : readServiceLines(kernel);
    if (
      services.length === lines.length &&
      services.every((service, i) => isSameService(service.id, lines[i] as ServiceLines))
    ) {
      return {
        entries: services.map((service, i) => ({service, destinations: (lines[i] as ServiceLines).destinations})),
      };
    }
  }
  const entries: SummaryEntry[] = [];
  for (const service of await ipvs.serviceConfigurations())
    entries.push({service, destinations: await ipvs.destinations(service.id)});
  return {entries};
}

/** Where the kernel's word for a protocol is one of ours it is compared too: TCP and UDP share addresses and ports. */
function isSameService(id: ServiceId, {name}: ServiceLines): boolean {
  const blank = name.indexOf(' ');
  if (id.type === 'fwmark') return name.startsWith('FWM ') && parseHex(name, blank + 1) === id.fwmark;
  const port = name.length - 4;
  if (parseHex(name, port) !== id.port || !isProtocol(id.protocol, name, blank)) return false;
  const isBracketed = name[blank + 1] === '[';
  const address = parseHexAddress(name, isBracketed ? blank + 2 : blank + 1, isBracketed ? port - 2 : port - 1);
  return address !== undefined && isSameAddress(address, id.address);
}

function isProtocol(number: number, name: string, end: number): boolean {
  for (const {number: known, label} of protocols)
    if (known === number) return end === label.length && name.startsWith(label);
  return !name.startsWith('FWM ');
}

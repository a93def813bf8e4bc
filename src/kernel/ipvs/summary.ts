import type {Ipvs} from '../../ipvs/ipvs.js';
import {protocols} from '../../ipvs/protocol.js';
import type {DestinationSummary} from '../../ipvs/destination.js';
import type {ServiceConfiguration, ServiceId} from '../../ipvs/service.js';
import type {SummaryEntry, TableSummary} from '../../ipvs/table.js';
import type {Kernel} from '../kernel.js';
import {isSameAddress} from '../../net/address.js';
import {parseHex, parseHexAddress} from '../../net/hex-address.js';
import {readServiceLines, type ServiceLines} from '../proc/services.js';

const attempts = 5;
/** A piece of the text is a few milliseconds of work at most. */
const piecesBetweenPauses = 4;

/**
 * Services by one netlink dump, their destinations by one pass of /proc/net/ip_vs: both walk the kernel's table in
 * the same order. Where they do not match, the table changed in between, and both are read again; where they never
 * do, each service's destinations are asked for on their own.
 */
export async function joinSummary(ipvs: Ipvs): Promise<TableSummary> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const services = await ipvs.serviceConfigurations();
    const summaries = await ipvs.destinationSummaries(services);
    if (summaries)
      return {
        entries: services.map((service, i) => ({service, destinations: summaries[i] as readonly DestinationSummary[]})),
      };
  }
  const entries: SummaryEntry[] = [];
  for (const service of await ipvs.serviceConfigurations())
    entries.push({service, destinations: await ipvs.destinations(service.id)});
  return {entries};
}

/** The port's destinationSummaries(). */
export async function readDestinationSummaries(
  kernel: Kernel,
  services: readonly ServiceConfiguration[],
  pause?: () => Promise<void>,
): Promise<readonly (readonly DestinationSummary[])[] | undefined> {
  if (services.length === 0) return [];
  const lines: ServiceLines[] = [];
  let pieces = 0;
  for (const _ of readServiceLines(kernel, lines)) if (pause && ++pieces % piecesBetweenPauses === 0) await pause();
  const isSame =
    services.length === lines.length &&
    services.every((service, i) => isSameService(service.id, lines[i] as ServiceLines));
  return isSame ? lines.map(({destinations}) => destinations) : undefined;
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

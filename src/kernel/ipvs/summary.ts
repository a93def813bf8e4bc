import type {Ipvs} from '../../ipvs/ipvs.js';
import {protocols} from '../../ipvs/protocol.js';
import type {ServiceId} from '../../ipvs/service.js';
import type {SummaryEntry, TableSummary} from '../../ipvs/table.js';
import type {Kernel} from '../kernel.js';
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
  if (id.type === 'fwmark') return name === `FWM ${hex(id.fwmark, 8)}`;
  const {address} = id;
  const host = address.family === 'ipv4' ? hex(address.value, 8) : `[${address.words.map(groups).join(':')}]`;
  const label = protocols.find(row => row.number === id.protocol)?.label;
  const isProtocol = label === undefined ? !name.startsWith('FWM ') : name.startsWith(`${label} `);
  return isProtocol && name.endsWith(` ${host}:${hex(id.port, 4)}`);
}

function groups(word: number): string {
  const text = word.toString(16).padStart(8, '0');
  return `${text.slice(0, 4)}:${text.slice(4)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, '0');
}

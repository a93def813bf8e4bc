import type {DestinationSummary} from '../../ipvs/destination.js';
import {bypass, directRouting, localNode, masquerading, tunneling} from '../../ipvs/forwarding.js';
import type {Kernel} from '../kernel.js';
import {parseHexAddress} from './hex-address.js';
import {linesOf, UnknownLine} from './lines.js';

const path = '/proc/net/ip_vs';

/** ip_vs_fwd_name() of the kernel. NB: it says Masq of methods it does not know, among them bypass. */
const forwardingWords: ReadonlyMap<string, number> = new Map([
  ['Masq', masquerading],
  ['Local', localNode],
  ['Tunnel', tunneling],
  ['Route', directRouting],
  ['Bypass', bypass],
]);

/** A service's line as it stands, up to the scheduler, with the destinations below it. */
export interface ServiceLines {
  /** `TCP  0A000001:0050` or `FWM  00000001`, blanks folded. */
  readonly name: string;
  readonly destinations: readonly DestinationSummary[];
}

/** /proc/net/ip_vs: every service with what it tells of its destinations, in the kernel's order. Throws UnknownLine. */
export function readServiceLines(kernel: Kernel): ServiceLines[] {
  const services: {name: string; destinations: DestinationSummary[]}[] = [];
  let line = 0;
  for (const lines of linesOf(kernel.readProc(path))) {
    for (const text of lines) {
      if (++line <= 3) continue; // version and two titles
      const destination = text.startsWith('  -> ') ? parseDestination(text) : undefined;
      const service = destination ? undefined : parseService(text);
      if (destination && services.length > 0)
        (services.at(-1) as ServiceLines & {destinations: DestinationSummary[]}).destinations.push(destination);
      else if (service) services.push({name: service, destinations: []});
      else throw new UnknownLine(path, line, text);
    }
  }
  return services;
}

function parseService(text: string): string | undefined {
  const match = /^(\S+) +(\[[0-9a-f:]{39}\]:[0-9A-F]{4}|[0-9A-F]{8}:[0-9A-F]{4}|[0-9A-F]{8}) \S/.exec(text);
  return match ? `${match[1]} ${match[2]}` : undefined;
}

function parseDestination(text: string): DestinationSummary | undefined {
  const match = /^ {2}-> \[?([0-9a-fA-F:]{39}|[0-9A-F]{8})\]?:([0-9A-F]{4}) +(\w+) +(-?\d+) +(\d+) +(\d+) *$/.exec(
    text,
  );
  const address = match && parseHexAddress(match[1] as string);
  const forwarding = match && forwardingWords.get(match[3] as string);
  if (!match || !address || forwarding === undefined || forwarding === null) return undefined;
  return {
    address,
    port: Number.parseInt(match[2] as string, 16),
    forwarding,
    weight: Number(match[4]),
    activeConnections: Number(match[5]),
    inactiveConnections: Number(match[6]),
  };
}

import type {Ipvs} from '../../ipvs/ipvs.js';
import {protocolName} from '../../ipvs/protocol.js';
import type {ServiceId} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {CommandContext} from '../command.js';
import type {Candidate} from './question.js';

/** As lvsctl names them. */
export function serviceNames(context: CommandContext): Promise<readonly Candidate[]> {
  return withTable(context, async ipvs =>
    (await ipvs.serviceConfigurations()).map(({id, scheduler}) => ({
      value: formatServiceId(id),
      description: `service, ${scheduler}`,
    })),
  );
}

/** Hosts, then hosts with ports. */
export function serverNames(context: CommandContext): Promise<readonly Candidate[]> {
  return withTable(context, async ipvs => {
    const servicesOf = new Map<string, string[]>();
    const note = (name: string, service: string) =>
      servicesOf.set(name, [...(servicesOf.get(name) ?? []), service].slice(0, 9));
    for (const {service, destinations} of (await ipvs.summary()).entries)
      for (const {address, port} of destinations) {
        note(formatAddress(address), formatServiceId(service.id));
        note(formatEndpoint({address, port}), formatServiceId(service.id));
      }
    return [...servicesOf].map(([value, services]) => ({value, description: `real server of ${inShort(services)}`}));
  });
}

/** As ipvsadm writes them behind -t, -u, --sctp-service; or numbers of firewall marks. */
export function ipvsadmServiceNames(protocol: string | undefined, context: CommandContext) {
  return withTable(context, async ipvs =>
    (await ipvs.serviceConfigurations()).flatMap(({id, scheduler}) => {
      const value = ipvsadmName(id, protocol);
      return value === undefined ? [] : [{value, description: `service, ${scheduler}`}];
    }),
  );
}

/** @param of the service as it was typed; undefined for the servers of all */
export function ipvsadmServerNames(of: string | undefined, context: CommandContext) {
  return withTable(context, async ipvs => {
    const {entries} = await ipvs.summary();
    const isMeant = (id: ServiceId) =>
      of === undefined || [undefined, 'tcp', 'udp', 'sctp'].some(protocol => ipvsadmName(id, protocol) === of);
    const values = entries
      .filter(({service}) => isMeant(service.id))
      .flatMap(({destinations}) => destinations.map(formatEndpoint));
    return [...new Set(values)].map(value => ({value, description: 'real server'}));
  });
}

function ipvsadmName(id: ServiceId, protocol: string | undefined): string | undefined {
  if (id.type === 'fwmark') return protocol === undefined ? String(id.fwmark) : undefined;
  return protocolName(id.protocol) === protocol ? formatEndpoint(id) : undefined;
}

function inShort([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} and ${more.length >= 8 ? 'many' : more.length} more`;
}

/** NB: context.open would make the kernel load the module. */
async function withTable<T>(context: CommandContext, read: (ipvs: Ipvs) => Promise<T>): Promise<T> {
  const {ipvs} = await context.reconnect();
  try {
    return await read(ipvs);
  } finally {
    ipvs.close();
  }
}

import {type Address, ipv4, ipv6} from '../../../net/address.js';
import {udp} from '../../../ipvs/protocol.js';
import {serviceFlag} from '../../../ipvs/service.js';
import type {Director} from '../director.js';
import {schedulerNamed} from '../schedulers/schedulers.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import type {ConnectionEntry} from './connection.js';
import {templateKey} from './connection.js';
import {countConnection} from './counting.js';
import {maskedClient} from './netmask.js';
import {newConnection} from './new-connection.js';
import type {Packet} from './packet.js';

/** Where a packet without a connection goes: into a new connection, once to a server (one-packet), or nowhere. */
export type Scheduled =
  | {readonly type: 'connection'; readonly connection: ConnectionEntry}
  | {readonly type: 'one-packet'; readonly destination: DestinationEntry};

/** Seconds are set by the first packet's state; until then, ip_vs_conn_new() gives 3. */
const firstTimeout = 3000;
const ftp = 21;

/** ip_vs_schedule(): undefined where no server may have it. */
export function schedule(director: Director, service: ServiceEntry, packet: Packet): Scheduled | undefined {
  if ((service.flags & serviceFlag.persistent) !== 0) return schedulePersistently(director, service, packet);
  if (service.fwmark === 0 && packet.virtualPort !== service.port) return undefined; // port 0 is for persistent services
  const destination = choose(director, service, packet);
  return destination && connect(director, service, packet, destination, destination.port || packet.virtualPort);
}

/** ip_vs_sched_persist(): by the client's template, or a new one. */
function schedulePersistently(director: Director, service: ServiceEntry, packet: Packet): Scheduled | undefined {
  if (service.engine !== '' && packet.engineData === undefined) return undefined; // the engine found nothing: dropped
  const isNamedPort = packet.virtualPort === service.port;
  const isFtp = service.port === ftp;
  const who = {
    family: packet.client.family,
    protocol: service.fwmark === 0 ? packet.protocol : 0,
    client: maskedClient(packet.client, service.netmask),
    virtual: service.fwmark === 0 ? packet.virtual : markAddress(packet.virtual, service.fwmark),
    virtualPort: isNamedPort && !isFtp ? packet.virtualPort : 0,
  };
  const engineData = service.engine === '' ? undefined : packet.engineData;
  const found = director.connections.find(
    templateKey(who.protocol, who.client, who.virtual, who.virtualPort, engineData),
  );
  const template = found && isTemplateGood(director, found) ? found : undefined;
  const destination = template?.destination ?? choose(director, service, packet);
  if (!destination) return undefined;
  const control =
    template ??
    newConnection(
      director,
      {
        ...who,
        clientPort: 0,
        destination,
        destinationPort: isNamedPort && !isFtp ? destination.port : 0,
        isTemplate: true,
        timeout: service.timeout * 10,
      },
      engineData,
    );
  const port = isNamedPort && destination.port !== 0 ? destination.port : packet.virtualPort;
  const scheduled = connect(director, service, packet, destination, port);
  if (scheduled.type === 'connection') {
    scheduled.connection.control = control;
    control.controlled++;
  }
  director.connections.expireAt(control, director.now + control.timeout);
  return scheduled;
}

/** ip_vs_check_template(): a template of a server that is gone, or quiesced with expire_quiescent_template=1, is put aside. */
function isTemplateGood({connections, sysctls}: Director, template: ConnectionEntry): boolean {
  const {isAvailable, weight} = template.destination;
  if (isAvailable && !(sysctls.expire_quiescent_template !== 0 && weight === 0)) return true;
  connections.forget(template);
  template.virtualPort = 0xffff;
  template.destinationPort = 0xffff;
  return false;
}

function choose(
  {now}: Director,
  service: ServiceEntry,
  {client, clientPort, virtual}: Packet,
): DestinationEntry | undefined {
  return schedulerNamed(service.scheduler)?.choose(service, {client, clientPort, virtual, now});
}

function connect(
  director: Director,
  service: ServiceEntry,
  packet: Packet,
  destination: DestinationEntry,
  destinationPort: number,
): Scheduled {
  countConnection(director, destination);
  if ((service.flags & serviceFlag.onePacket) !== 0 && packet.protocol === udp)
    return {type: 'one-packet', destination};
  const {protocol, client, clientPort, virtual, virtualPort} = packet;
  const given = {
    family: client.family,
    protocol,
    client,
    clientPort,
    virtual,
    virtualPort,
    destination,
    destinationPort,
    isTemplate: false,
    timeout: firstTimeout,
  };
  return {type: 'connection', connection: newConnection(director, given)};
}

/** A firewall mark as the virtual address of a template: in the first 32 bits. */
function markAddress({family}: Address, fwmark: number): Address {
  return family === 'ipv4' ? ipv4(fwmark) : ipv6(fwmark, 0, 0, 0);
}

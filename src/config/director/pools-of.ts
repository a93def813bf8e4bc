import {familyOfService, type ServiceConfiguration, type ServiceId, serviceFlag} from '../../ipvs/service.js';
import {udp} from '../../ipvs/protocol.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {portWithin} from '../keepalived/to-table.js';
import {PoolBuilder} from '../pools/pool-builder.js';
import type {Pool, PoolConfiguration, PoolSorry} from '../pools/pool-configuration.js';
import {poolNameOf} from '../pools/pool-name.js';
import type {DirectorDraft} from './director-keys.js';
import {masqueraded} from './forwarding-keys.js';
import {noticesOf} from './notice-keys.js';
import {resolveDependencies} from './resolve-dependencies.js';
import {netmaskOf, parseService, type ServiceDraft} from './service-keys.js';
import {type Around, poolServerOf} from './pool-server-of.js';
import type {Named} from './shape.js';
import type {YamlText} from './yaml-text.js';

/** What the services of a file come to; what cannot be carried out is refused. */
export function poolsOfDraft(draft: DirectorDraft, text: YamlText): PoolConfiguration {
  const builder = new PoolBuilder((place, message, advice) => text.refuseAt(place, message, advice));
  const named = new Map<string, Pool>();
  for (const service of draft.services.entries) {
    const pool = poolOf(service, draft, text);
    if (!pool) continue;
    builder.add(pool);
    named.set(service.name, pool);
  }
  return {
    pools: resolveDependencies(builder.pools, named, text),
    notices: noticesOf(draft.notices),
    onStop: draft['on-stop'],
    maintenanceFolder: draft['maintenance-folder'],
  };
}

function poolOf(
  {name, value: service, offset}: Named<ServiceDraft>,
  {defaults}: DirectorDraft,
  text: YamlText,
): Pool | undefined {
  const own = parseService(name);
  const ids = service.at ?? (own ? [own] : []);
  if (ids.length === 0)
    return text.refuse(service.at ? service.spot('at') : offset, `${name} is nowhere`, 'write at: 10.0.0.1:80');
  const around: Around = {ids, service, defaults, text};
  const {quorum} = service;
  return {
    name: service.at || !own ? name : poolNameOf(own),
    place: text.placeOf(offset),
    services: ids.map(id => serviceOf(id, service, text)),
    servers: service.servers.map(server => poolServerOf(server, around)),
    sorry: sorryOf(around),
    quorum: quorum['at-least'],
    hysteresis: quorum.hysteresis,
    quorumCounts: quorum.counts,
    quorumUp: quorum.up,
    quorumDown: quorum.down,
    tellsAtEnd: quorum['at-end'],
    mailTo: service.mail,
  };
}

function serviceOf(id: ServiceId, draft: ServiceDraft, text: YamlText): ServiceConfiguration {
  const {persistence, scheduler} = draft;
  const isOnePacket = draft['one-packet'];
  if (isOnePacket && id.type === 'address' && id.protocol !== udp)
    text.refuse(draft.spot('one-packet'), `${formatServiceId(id)} is not of UDP`, 'take it out: it is for UDP only');
  const netmask = persistence
    ? netmaskOf(persistence, id)
    : netmaskOf({timeout: 0, netmask: undefined, engine: ''}, id);
  if (netmask === undefined)
    text.refuse(
      draft.spot('persistence'),
      `the netmask is none of ${formatServiceId(id)}`,
      familyOfService(id) === 'ipv4' ? 'write it as 255.255.255.0' : 'write a prefix length of 1 to 128',
    );
  const flags = draft['scheduler-flags'].reduce((all, flag) => all | serviceFlag[`scheduler${flag}`], 0);
  return {
    id,
    scheduler,
    flags:
      flags |
      (persistence && persistence.timeout > 0 ? serviceFlag.persistent : 0) |
      (isOnePacket ? serviceFlag.onePacket : 0),
    timeout: persistence?.timeout ?? 0,
    netmask: netmask ?? 0,
    persistenceEngine: persistence?.engine ?? '',
  };
}

function sorryOf({ids, service, defaults}: Around): PoolSorry | undefined {
  const {sorry} = service;
  if (!sorry) return undefined;
  const method = sorry.forwarding ?? service.forwarding ?? defaults?.forwarding ?? masqueraded;
  const {address, port} = sorry.server;
  const one = {address, ...method, weight: 1, upperThreshold: 0, lowerThreshold: 0};
  return {
    destinations: ids.map(id => ({...one, port: portWithin(id, {...method, port})})),
    inhibits: sorry['when-idle'] === 'quiesce',
  };
}

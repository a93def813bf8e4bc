import {
  isOnePacket,
  isPersistent,
  hostNetmask,
  familyOfService,
  type ServiceConfiguration,
  serviceFlag,
} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatIpv4} from '../../net/address.js';
import type {Lose} from '../pools/loss.js';
import type {NoticeSettings, Pool, PoolConfiguration} from '../pools/pool-configuration.js';
import {poolNameOf} from '../pools/pool-name.js';
import {usualNotices} from '../pools/usual-notices.js';
import {said} from './checks/text-kinds.js';
import {formatSpan} from './kinds.js';
import {shareKeys} from './share-keys.js';
import {commandDocument, serverAddress, serverDocument, sorryDocument} from './write-pool-server.js';

/** The part of our own YAML that has the services: what readDirectorConfiguration() reads of it is the same again. */
export function poolsDocument(configuration: PoolConfiguration, lose: Lose): Record<string, unknown> {
  const {pools, notices, onStop, maintenanceFolder} = configuration;
  const names = new Map(pools.map(pool => [pool.name, keyOf(pool)]));
  const told = noticesDocument(notices, lose, pools[0]?.place ?? {file: '', line: 1, column: 1});
  return {
    services: Object.fromEntries(pools.map(pool => [keyOf(pool), serviceDocument(pool, names, lose)])),
    ...(Object.keys(told).length > 0 ? {notices: told} : {}),
    ...said('on-stop', onStop, 'clear'),
    ...said('maintenance-folder', maintenanceFolder),
  };
}

/** A service that is named for what it is has that as its key. */
function keyOf({name, services}: Pool): string {
  const [only, ...more] = services;
  if (only && more.length === 0 && name === poolNameOf(only.id)) return formatServiceId(only.id);
  return name.replaceAll(/[\u0000-\u001f\u007f"]/g, '_');
}

function serviceDocument(pool: Pool, names: ReadonlyMap<string, string>, lose: Lose): Record<string, unknown> {
  const {name, place, services, servers, quorum, hysteresis, quorumCounts, tellsAtEnd} = pool;
  const key = keyOf(pool);
  const ids = services.map(({id}) => formatServiceId(id));
  const [first] = services;
  const isNamed = ids.length === 1 && key === ids[0];
  if (!isNamed && key !== name) lose(place, `the name ${name} cannot be written: it is called ${key} now`);
  const shared = shareKeys(
    new Map(servers.map(server => [serverAddress(server, pool), serverDocument(server, pool, names, lose)])),
  );
  const up = commandDocument(pool.quorumUp, place, lose);
  const down = commandDocument(pool.quorumDown, place, lose);
  const whole = {
    ...said('at-least', quorum, 1),
    ...said('hysteresis', hysteresis, 0),
    ...said('counts', quorumCounts, 'servers'),
    ...said('up', up),
    ...said('down', down),
    ...said('at-end', tellsAtEnd, false),
  };
  return {
    ...(isNamed ? {} : {at: ids.length === 1 ? ids[0] : ids}),
    ...(first ? settingsDocument(first) : {}),
    ...shared.shared,
    ...(servers.length > 0 ? {servers: shared.servers} : {}),
    ...(Object.keys(whole).length > 0 ? {quorum: whole} : {}),
    ...(pool.sorry ? {sorry: sorryDocument(pool.sorry, pool)} : {}),
    ...(pool.mailTo.length > 0 ? {mail: pool.mailTo} : {}),
  };
}

function settingsDocument(service: ServiceConfiguration): Record<string, unknown> {
  const flags = ([1, 2, 3] as const).filter(flag => (service.flags & serviceFlag[`scheduler${flag}`]) !== 0);
  const family = familyOfService(service.id);
  const {netmask, timeout, persistenceEngine} = service;
  const mask = netmask === hostNetmask(family) ? undefined : family === 'ipv4' ? formatIpv4(netmask) : netmask;
  const isPlain = mask === undefined && persistenceEngine === '';
  return {
    ...said('scheduler', service.scheduler, 'wlc'),
    ...(flags.length > 0 ? {'scheduler-flags': flags} : {}),
    ...said('one-packet', isOnePacket(service), false),
    ...(isPersistent(service) || !isPlain
      ? {persistence: isPlain ? timeout : {timeout, ...said('netmask', mask), ...said('engine', persistenceEngine, '')}}
      : {}),
  };
}

function noticesDocument(notices: NoticeSettings, lose: Lose, place: Pool['place']): Record<string, unknown> {
  const {window, repeat, tellsRecovery, mail, command, webhook} = notices;
  return {
    ...(window === usualNotices.window ? {} : {window: formatSpan(window)}),
    ...(repeat === 0 ? {} : {repeat: formatSpan(repeat)}),
    ...said('recovery', tellsRecovery, true),
    ...(mail
      ? {
          mail: {
            ...(mail.to.length > 0 ? {to: mail.to} : {}),
            from: mail.from,
            server: mail.server.host.includes(':')
              ? `[${mail.server.host}]:${mail.server.port}`
              : `${mail.server.host}:${mail.server.port}`,
            ...said('helo', mail.helo),
            ...(mail.timeout === 30_000 ? {} : {timeout: formatSpan(mail.timeout)}),
          },
        }
      : {}),
    ...said('command', commandDocument(command, place, lose)),
    ...(webhook ? {webhook: {url: webhook.url, timeout: formatSpan(webhook.timeout)}} : {}),
  };
}

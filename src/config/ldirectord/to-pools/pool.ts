import type {ServiceConfiguration} from '../../../ipvs/service.js';
import type {Pool, PoolServer} from '../../pools/pool-configuration.js';
import {poolNameOf, serverNameOf} from '../../pools/pool-name.js';
import type {TablePlace} from '../../table/table-problem.js';
import type {Real, Virtual} from '../ldirectord-config.js';
import {fallbackSettingsOf, realSettingsOf, serviceSettingsOf} from '../service-settings.js';
import {checksOf} from './checks.js';
import {fallbackCommandsOf} from './fallback-commands.js';

type Say = (place: TablePlace, message: string, advice?: string) => void;

/** What a virtual service is carried over with. */
export interface Surroundings {
  readonly hostname: string;
  readonly refuse: Say;
  readonly warn: Say;
}

/** Undefined after telling why there is none. */
export function poolOf(virtual: Virtual, around: Surroundings): Pool | undefined {
  const {place, fallback, mail, check} = virtual;
  const service = serviceSettingsOf(virtual, around.refuse);
  if (!service) return undefined;
  if (check.monitorFile !== undefined)
    around.warn(place, `monitorfile ${check.monitorFile} is not written`, 'lvsctl checks history tells what it would');
  const sorry = fallback && fallbackSettingsOf(service.id, fallback, around.refuse);
  return {
    name: poolNameOf(service.id),
    place,
    services: [service],
    servers: virtual.reals.flatMap(real => serverOf(real, virtual, service, around) ?? []),
    sorry: sorry && {destinations: [sorry], inhibits: false},
    quorum: 1,
    hysteresis: 0,
    quorumCounts: 'servers',
    ...fallbackCommandsOf(virtual, around),
    tellsAtEnd: false,
    mailTo: mail.to.split(',').map(one => one.trim()).filter(Boolean),
  }; // biome-ignore format: one line each
}

function serverOf(
  real: Real,
  virtual: Virtual,
  {id}: ServiceConfiguration,
  around: Surroundings,
): PoolServer | undefined {
  const destination = realSettingsOf(id, real, around.refuse);
  if (!destination) return undefined;
  const {address, weight} = destination;
  const port = typeof real.port === 'number' ? real.port : 0;
  const checks = checksOf(virtual, real, address, around);
  return {
    name: serverNameOf({address, port}, [id]),
    host: address,
    weight,
    checks: checks === 'off' ? [] : checks,
    isOff: checks === 'off',
    whenDown: virtual.isQuiescent ? 'quiesce' : 'remove',
    holdDown: 0,
    slowStart: {over: 0, steps: 1},
    dependsOn: [],
    place: real.place,
    destinations: [destination],
    notifyUp: undefined,
    notifyDown: undefined,
    sendsMail: virtual.mail.statuses.includes('running'),
    agent: undefined,
  };
}

import type {Check} from '../../checks/check.js';
import type {ServiceId} from '../../ipvs/service.js';
import {portWithin} from '../keepalived/to-table.js';
import type {PoolServer} from '../pools/pool-configuration.js';
import {serverNameOf} from '../pools/pool-name.js';
import type {CheckDraft} from './checks/check-row.js';
import {connectingOf} from './checks/connecting-keys.js';
import {scheduleOf} from './checks/schedule-keys.js';
import type {DirectorDraft} from './director-keys.js';
import {masqueraded} from './forwarding-keys.js';
import type {PlacedServer, ServerDraft} from './server-keys.js';
import type {ServiceDraft} from './service-keys.js';
import type {YamlText} from './yaml-text.js';

/** What a server stands in. */
export interface Around {
  readonly ids: readonly ServiceId[];
  readonly service: ServiceDraft;
  readonly defaults: DirectorDraft['defaults'];
  readonly text: YamlText;
}

/** A server with what its service and the defaults say of it; `dependsOn` is as it is written. */
export function poolServerOf({endpoint, value: server, offset}: PlacedServer, around: Around): PoolServer {
  const {ids, service, defaults, text} = around;
  const {address, port} = endpoint;
  const method = server.forwarding ?? service.forwarding ?? defaults?.forwarding ?? masqueraded;
  const weight = server.weight ?? service.weight ?? defaults?.weight ?? 1;
  const checks = server.checks ?? service.checks ?? defaults?.checks ?? [];
  const slow = server['slow-start'] ?? service['slow-start'] ?? defaults?.['slow-start'];
  const one = {
    address,
    ...method,
    weight,
    upperThreshold: server.connections?.most ?? 0,
    lowerThreshold: server.connections?.again ?? 0,
  };
  return {
    name: serverNameOf(endpoint, ids),
    host: address,
    weight,
    checks: checks.map(check => checkOf(check, endpoint, server, around)),
    isOff: server.off,
    whenDown: server['when-down'] ?? service['when-down'] ?? defaults?.['when-down'] ?? 'remove',
    holdDown: server['hold-down'] ?? service['hold-down'] ?? defaults?.['hold-down'] ?? 0,
    slowStart: slow && slow.over > 0 ? {over: slow.over, steps: slow.steps} : {over: 0, steps: 1},
    dependsOn: server['depends-on'],
    place: text.placeOf(offset),
    destinations: ids.map(id => ({...one, port: portWithin(id, {...method, port})})),
    notifyUp: server.on?.up,
    notifyDown: server.on?.down,
    sendsMail: server.mails,
    agent: server.agent && checkOf(server.agent, endpoint, server, around),
  };
}

function checkOf(
  check: CheckDraft,
  {address, port}: PlacedServer['endpoint'],
  server: ServerDraft,
  {ids, service, defaults, text}: Around,
): Check {
  const {timeout, ...schedule} = scheduleOf([check.schedule, server.check, service.check, defaults?.check]);
  const usual = {address, port: checkPortOf(port, ids), timeout, interval: schedule.interval};
  const connecting = connectingOf(check.connecting, usual);
  const probe = check.probe(connecting, timeout);
  const {bindAddress} = connecting.target;
  if ('target' in probe && probe.type !== 'ping' && probe.target.port === 0)
    text.warn(check.offset, 'this check has no port: it fails always', 'write port');
  if ('target' in probe && bindAddress && bindAddress.family !== probe.target.address.family)
    text.refuse(check.offset, 'bind-address is not of the family of the address it goes to');
  return {probe, schedule};
}

/** Where a check goes that does not say it: the server's own port, else that of its first service. */
export function checkPortOf(port: number, ids: readonly ServiceId[]): number {
  const [first] = ids;
  return port || (first?.type === 'address' ? first.port : 0);
}

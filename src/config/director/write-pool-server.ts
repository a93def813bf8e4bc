import type {Check} from '../../checks/check.js';
import {masquerading} from '../../ipvs/forwarding.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint, parseEndpoint} from '../../net/endpoint.js';
import type {Lose} from '../pools/loss.js';
import type {Pool, PoolCommand, PoolPlace, PoolServer, PoolSorry} from '../pools/pool-configuration.js';
import {serverNameOf} from '../pools/pool-name.js';
import {agentRow} from './checks/agent-check.js';
import type {CheckRow} from './checks/check-row.js';
import {checkRows} from './checks/check-rows.js';
import {writeConnecting} from './checks/connecting-keys.js';
import {writeSchedule} from './checks/schedule-keys.js';
import {said} from './checks/text-kinds.js';
import {writeForwarding} from './forwarding-keys.js';
import {formatSpan} from './kinds.js';
import {checkPortOf} from './pool-server-of.js';

/** The key of a server: its address, with a port where the service does not say it. */
export function serverAddress({name, host}: PoolServer, {services}: Pool): string {
  const ids = services.map(({id}) => id);
  const plain = serverNameOf({address: host, port: 0}, ids);
  return name === plain ? formatAddress(host) : name;
}

export function serverDocument(
  server: PoolServer,
  pool: Pool,
  names: ReadonlyMap<string, string>,
  lose: Lose,
): Record<string, unknown> {
  const {place, weight, slowStart, agent, dependsOn} = server;
  const [one] = server.destinations;
  const up = commandDocument(server.notifyUp, place, lose);
  const down = commandDocument(server.notifyDown, place, lose);
  const on = {...said('up', up), ...said('down', down)};
  const connections = one && {...said('most', one.upperThreshold, 0), ...said('again', one.lowerThreshold, 0)};
  const checks = server.checks.flatMap(check => checkDocument(check, server, pool, lose) ?? []);
  return {
    ...said('weight', weight, 1),
    ...(one && one.forwarding !== masquerading ? {forwarding: writeForwarding(one)} : {}),
    ...said('when-down', server.whenDown, 'remove'),
    ...(server.holdDown === 0 ? {} : {'hold-down': formatSpan(server.holdDown)}),
    ...(slowStart.over === 0 ? {} : {'slow-start': {over: formatSpan(slowStart.over), steps: slowStart.steps}}),
    ...(checks.length > 0 ? {checks} : {}),
    ...(connections && Object.keys(connections).length > 0 ? {connections} : {}),
    ...(agent ? {agent: agentDocument(agent, server, pool)} : {}),
    ...said('off', server.isOff, false),
    ...(dependsOn.length > 0 ? {'depends-on': dependsOn.map(name => dependency(name, names))} : {}),
    ...(Object.keys(on).length > 0 ? {on} : {}),
    ...said('mails', server.sendsMail, true),
  };
}

/** The longest name of a pool that it begins with is meant. */
function dependency(name: string, names: ReadonlyMap<string, string>): string {
  const pool = [...names.keys()]
    .filter(each => name === each || name.startsWith(`${each} `))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  return `${names.get(pool) ?? pool}${name.slice(pool.length)}`;
}

function checkDocument(check: Check, server: PoolServer, pool: Pool, lose: Lose): unknown {
  const {probe} = check;
  if (probe.type === 'command' && !probe.command[0]?.startsWith('/')) {
    lose(server.place, `${relative(probe.command)}: without this check ${server.name} may be up, whatever it does`);
    return undefined;
  }
  for (const row of checkRows) {
    const own = row.write(probe);
    if (!own) continue;
    const keys = {...own, ...connectingDocument(row, check, server, pool), ...writeSchedule(check.schedule)};
    return Object.keys(keys).length > 0 ? {[row.name]: keys} : row.name;
  }
  lose(server.place, `a check ${probe.type} cannot be written: ${server.name} may be up, whatever it does`);
  return undefined;
}

function connectingDocument({connects}: CheckRow, {probe, schedule}: Check, server: PoolServer, pool: Pool) {
  if (!connects || !('target' in probe)) return {};
  const port = probe.type === 'ping' ? 0 : usualPort(server, pool);
  return writeConnecting(probe, {address: server.host, port, interval: schedule.interval});
}

function usualPort(server: PoolServer, pool: Pool): number {
  const own = parseEndpoint(serverAddress(server, pool))?.port ?? 0;
  return checkPortOf(
    own,
    pool.services.map(({id}) => id),
  );
}

/** NB: the port of an agent is never that of the service. */
function agentDocument(agent: Check, server: PoolServer, pool: Pool): Record<string, unknown> {
  const {probe} = agent;
  return {
    ...(probe.type === 'agent' ? {port: probe.target.port} : {}),
    ...agentRow.write(probe),
    ...connectingDocument(agentRow, agent, server, pool),
    ...writeSchedule(agent.schedule),
  };
}

/** Undefined where there is none, or it cannot be written. */
export function commandDocument(command: PoolCommand | undefined, place: PoolPlace, lose: Lose): unknown {
  if (!command) return undefined;
  if (command.words[0]?.startsWith('/'))
    return command.user === undefined ? command.words : {run: command.words, user: command.user};
  lose(place, `${relative(command.words)}: it is not run any more`);
  return undefined;
}

function relative(words: readonly string[]): string {
  return `the program ${words[0] ?? ''} has to be written with its path`;
}

/** The port that gives the same again: none where all have that of their service. */
export function sorryDocument({destinations, inhibits}: PoolSorry, {services}: Pool): unknown {
  const [one] = destinations;
  if (!one) return undefined;
  const isOwn = destinations.every(({port}, i) => {
    const id = services[i]?.id;
    return port === (id?.type === 'address' ? id.port : 0);
  });
  return {
    server: isOwn ? formatAddress(one.address) : formatEndpoint(one),
    forwarding: writeForwarding(one),
    ...(inhibits ? {'when-idle': 'quiesce'} : {}),
  };
}

import type {Pool, PoolConfiguration, PoolServer} from '../../config/pools/pool-configuration.js';
import {probeName} from '../../checks/probe/probe-name.js';
import type {DirectorConfiguration} from '../../director/director-configuration.js';
import type {LoadedConfiguration} from '../../director/director-world.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {NotifySettings, OwnAddress, RouterConfiguration, RouterSettings} from '../../vrrp/router/configuration.js';

/** What a director would do, in lines. */
export function directorPlan(
  file: string,
  {configuration, problems, warnings}: LoadedConfiguration,
  foreign: readonly string[],
): string {
  const lines = [
    ...problems,
    ...foreign.map(words => `refused: ${words}`),
    ...warnings,
    ...(configuration ? allLines(configuration) : []),
    configuration && foreign.length === 0
      ? `${file}: nothing was changed`
      : `${file}: a director would not run with it; nothing was changed`,
  ];
  return lines.map(line => `${escapeControls(line)}\n`).join('');
}

function allLines(configuration: DirectorConfiguration): string[] {
  const {routers, pools, metrics} = configuration;
  const answered = metrics ? [`metrics at http://${formatEndpoint(metrics)}/metrics`] : [];
  return [...planLines(routers), ...poolLines(pools), ...answered];
}

function planLines({routers, groups, scripts, files, processes, notify, sync}: RouterConfiguration): string[] {
  return [
    ...routers.flatMap(routerLines),
    ...groups.flatMap(({name, members, notify: own}) => [
      `sync group ${name}: ${members.join(', ')}`,
      ...notifyLines(own),
    ]),
    ...scripts.map(
      ({name, command, user, interval}) =>
        `script ${name}, every ${interval / 1000} s${asUser(user)}: ${command.join(' ')}`,
    ),
    ...files.map(({name, file}) => `file ${name}: ${file}`),
    ...processes.map(({name, process, quorum}) => `process ${name}: ${quorum} of ${process}`),
    ...notifyLines(notify).map(line => `of every change:${line.slice(1)}`),
    ...(sync
      ? [`connection synchronization on ${sync.interface}, sync id ${sync.syncId}, follows ${sync.router}`]
      : []),
  ];
}

function routerLines(router: RouterSettings): string[] {
  const {name, rules, virtualRouter, interface: link, family, priority, unicast, addresses, excluded, notify} = router;
  const {version, interval, preempts} = rules;
  return [
    `virtual router ${name}: VRID ${virtualRouter} on ${link}, VRRP version ${version} over ${family === 'ipv4' ? 'IPv4' : 'IPv6'}, priority ${priority}, every ${interval} ms, ${preempts ? 'preempts' : 'does not preempt'}`,
    ...(unicast ? [`  speaks with ${unicast.peers.map(({address}) => formatAddress(address)).join(', ')}`] : []),
    ...addresses.map(own => `  ${addressWords(own, link)}`),
    ...excluded.map(own => `  ${addressWords(own, link)}, not advertised`),
    ...notifyLines(notify),
  ];
}

function poolLines({pools, onStop}: PoolConfiguration): string[] {
  if (pools.length === 0) return [];
  const end = onStop === 'clear' ? 'virtual services go when it stops' : 'virtual services stay when it stops';
  return [...pools.flatMap(servicesLines), end];
}

function servicesLines({name, services, servers, sorry, quorum}: Pool): string[] {
  const [{scheduler} = {scheduler: ''}] = services;
  const besides = services.length > 1 ? `, ${services.length} services` : '';
  return [
    `virtual service ${name}${besides}: ${scheduler}, quorum ${quorum}`,
    ...servers.map(serverLine),
    ...(sorry ? [`  otherwise ${sorry.destinations.map(one => formatEndpoint(one)).join(', ')}`] : []),
  ];
}

function serverLine({name, weight, checks, agent, isOff}: PoolServer): string {
  const names = [...checks, ...(agent ? [agent] : [])].map(({probe}) => probeName(probe));
  return `  ${name}, weight ${weight}: ${isOff ? 'never in the table' : names.join(', ') || 'not checked'}`;
}

function addressWords({address, prefixLength, interface: own}: OwnAddress, link: string): string {
  return `${formatAddress(address)}/${prefixLength} on ${own ?? link}`;
}

function notifyLines({fifo, ...programs}: NotifySettings): string[] {
  const told = Object.entries(programs).flatMap(([state, program]) =>
    typeof program === 'object'
      ? [`  ${state === 'any' ? 'any change' : state} runs${asUser(program.user)} ${program.command.join(' ')}`]
      : [],
  );
  return fifo === undefined ? told : [...told, `  writes to the FIFO ${fifo}`];
}

function asUser(user: string | undefined): string {
  return user === undefined ? '' : ` as ${user}`;
}

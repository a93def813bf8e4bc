import {readFileSync} from 'node:fs';
import {connectDirector} from './connect-director.js';
import {readLdirectordConf} from './config/ldirectord/read-config.js';
import {serviceOf} from './config/ldirectord/to-table.js';
import {formatProblem, type Problem} from './config/keepalived/problem.js';
import {servicesOf} from './config/keepalived/to-table.js';
import type {ManagerFacts} from './doctor/facts.js';
import type {ManagerDetail} from './doctor/manager-detail.js';
import {formatServiceId} from './ipvs/service-text.js';
import {findHeartbeat, heartbeatFolder} from './managers/heartbeat/find-heartbeat.js';
import {readHeartbeatFolder} from './managers/heartbeat/read-configuration.js';
import type {FoundKeepalived} from './managers/keepalived/find-keepalived.js';
import {orderTraps} from './managers/keepalived/prepare/order-trap.js';
import {readRunning, runningText} from './managers/keepalived/prepare/running-configuration.js';
import {isSameBehaviour} from './managers/keepalived/prepare/same-behaviour.js';
import {type ConfigurationReading, readConfiguration} from './managers/keepalived/read-configuration.js';
import {runningKeepaliveds} from './managers/keepalived/running-keepaliveds.js';
import {findLdirectord, type FoundLdirectord} from './managers/ldirectord/find-ldirectord.js';
import type {Machine} from './managers/machine.js';
import type {RouterOptions} from './managers/router-world.js';
import {formatAddress} from './net/address.js';

export interface ManagersWorld {
  readonly machine: Machine;
  readonly host: string;
  /** What was given instead of being found. */
  readonly given: RouterOptions;
  /** Names of the interfaces; undefined where they are not known. */
  readonly interfaces: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Who else writes the table or holds addresses in this network namespace, from processes and files alone: nobody is signalled. */
export async function gatherManagers(world: ManagersWorld): Promise<readonly ManagerFacts[]> {
  const {machine} = world;
  const running = runningKeepaliveds(machine, world.given);
  const hasUser = running.length > 0 && (await hasScriptUser(machine));
  return [
    ...running.map(found => keepalivedFacts(found, world, hasUser)),
    ...findLdirectord(machine).map(ldirectordFacts),
    ...heartbeatFacts(world),
    ...(await directorFacts(world)),
  ];
}

/** NSS, not /etc/passwd: keepalived asks it too. */
async function hasScriptUser(machine: Machine): Promise<boolean> {
  try {
    return (await machine.run('getent', ['passwd', 'keepalived_script'], {timeout: 5000})).status === 0;
  } catch {
    return false;
  }
}

function keepalivedFacts(found: FoundKeepalived, {host, interfaces}: ManagersWorld, hasUser: boolean): ManagerFacts {
  const {configPath: path, configId, commandLine, parent, vrrp, healthchecker} = found;
  const process = parent ?? vrrp;
  const reading = readConfiguration({path, configId, hostname: host, interfaces});
  const {config, problems, tree} = reading;
  const {virtualServers} = config.lvs;
  const writesTable =
    virtualServers.length > 0 && commandLine.only !== 'vrrp' && (parent ?? healthchecker) !== undefined;
  const holdsAddresses = config.vrrp.instances.length > 0 && commandLine.only !== 'checker';
  return {
    kind: 'keepalived',
    pid: process?.pid ?? 0,
    version: undefined,
    file: path,
    writesTable,
    holdsAddresses,
    services: writesTable
      ? virtualServers.flatMap(server => servicesOf(server, config.lvs).map(({id}) => formatServiceId(id)))
      : [],
    schedulers: [...new Set(virtualServers.map(({scheduler}) => scheduler))],
    wantsSynchronization: hasLine(tree, 'lvs_sync_daemon'),
    quiescesFailed:
      virtualServers.length > 0 &&
      virtualServers.every(({realServers}) => realServers.every(({inhibitsOnFailure}) => inhibitsOnFailure)),
    problems: problems.filter(isLoss).map(located),
    detail: {
      state: [parent, vrrp, healthchecker].some(one => one?.state === 'stopped') ? 'stopped' : 'running',
      isReloadPending: parent && isPending(parent.pid, reading, configId ?? host),
      refusals: problems.filter(({severity}) => severity === 'refused').map(located),
      addresses: holdsAddresses
        ? config.vrrp.instances.flatMap(({addresses, excludedAddresses}) =>
            [...addresses, ...excludedAddresses].map(({address}) => formatAddress(address)),
          )
        : [],
      routers: holdsAddresses
        ? config.vrrp.instances.map(
            ({family, virtualRouterId, interface: link}) =>
              `${family} ${virtualRouterId} on ${link ?? config.globals.defaultInterface}`,
          )
        : [],
      keepalived: {
        orderTrap: orderTraps(tree, hasUser)[0]?.words,
        dynamicChecks: virtualServers
          .flatMap(({realServers}) => realServers.flatMap(({checks}) => checks))
          .filter(({kind}) => kind.type === 'command' && kind.isDynamic).length,
        checksReload: config.globals.reloadCheck !== undefined,
        logsDetails: commandLine.logsDetails,
        keepsAddresses: commandLine.keepsAddresses,
        flushesTable: config.globals.flushesAtStart,
        hasVirtualMacs: hasLine(tree, 'use_vmac'),
      },
    },
  };
}

/** A keyword that begins so, in whatever block: those of global_defs may stand in an instance as they did before. */
function hasLine(nodes: ConfigurationReading['tree'], keyword: string): boolean {
  return nodes.some(
    ({words, block}) =>
      words[0]?.text.startsWith(keyword) === true || (block ? hasLine(block.children, keyword) : false),
  );
}

/** Lines that do not do what was written; what is merely old or to be noted is not. */
function isLoss({severity, code}: Problem): boolean {
  return severity === 'ignored' || code === 'corrected' || code === 'script-security';
}

function located(problem: Problem): {file: string; line: number; words: string} {
  const {file, line, column} = problem;
  return {file, line, words: formatProblem(problem).slice(`${file}:${line}:${column}: `.length)};
}

/** Whether the files come to something else than the text the daemon keeps of what it read last. */
function isPending(parent: number, reading: ConfigurationReading, configId: string): boolean | undefined {
  const running = runningText(parent);
  if (running === undefined || running.includes('_PWD') || !reading.isReadable) return undefined;
  return !isSameBehaviour(readRunning(running, configId).config, reading.config, '');
}

function ldirectordFacts({process, configPath: path, hostname}: FoundLdirectord): ManagerFacts {
  const {config, problems} = readLdirectordConf({
    path,
    readFile: textOf,
    resolve: {addressOf: () => undefined, portOf: () => undefined},
    ...(hostname === undefined ? {} : {hostname}),
  });
  const {virtuals, globals} = config;
  const lines = problems.map(({message, effect, ...place}) => ({...place, words: `${message}; ${effect}`}));
  return {
    kind: 'ldirectord',
    pid: process.pid,
    version: undefined,
    file: path,
    writesTable: true,
    holdsAddresses: false,
    services: virtuals.flatMap(virtual => serviceOf(virtual) ?? []).map(formatServiceId),
    schedulers: [...new Set(virtuals.map(({scheduler}) => scheduler))],
    quiescesFailed: virtuals.length > 0 && virtuals.every(({isQuiescent}) => isQuiescent),
    problems: lines.filter(({severity, code}) => severity === 'ignored' || code === 'misread' || code === 'never-up'),
    detail: {
      state: process.state === 'stopped' ? 'stopped' : 'running',
      isReloadPending: undefined,
      refusals: lines.filter(({severity, code}) => severity === 'refused' && code !== 'unresolved-name'),
      addresses: [],
      routers: [],
      ldirectord: {readdsQuiescent: globals.readdsQuiescent, reloadsItself: globals.reloadsItself},
    },
  };
}

function heartbeatFacts({machine, host}: ManagersWorld): ManagerFacts[] {
  const process = findHeartbeat(machine);
  const configuration = process && readHeartbeatFolder(heartbeatFolder, host, machine);
  if (!process || !configuration) return [];
  const lines = configuration.problems.map(({message, ...place}) => ({...place, words: message}));
  const detail: ManagerDetail = {
    state: process.state === 'stopped' ? 'stopped' : 'running',
    isReloadPending: undefined,
    refusals: lines.filter(({severity}) => severity === 'refused'),
    addresses: configuration.groups.flatMap(({addresses}) => addresses.map(({address}) => formatAddress(address))),
    routers: [],
  };
  return [
    {
      kind: 'heartbeat',
      pid: process.pid,
      version: undefined,
      file: `${heartbeatFolder}/ha.cf`,
      writesTable: false,
      holdsAddresses: true,
      services: [],
      problems: lines.filter(({severity}) => severity === 'warning'),
      detail,
    },
  ];
}

/** Milliseconds. */
const patience = {timeout: 2000};

/** As it says itself; who does not answer is none. */
async function directorFacts({environment, machine}: ManagersWorld): Promise<ManagerFacts[]> {
  const client = await connectDirector('state', environment).catch(() => undefined);
  if (!client) return [];
  try {
    const state = await client.call('state', {}, patience);
    if (!machine.processes().some(({pid}) => pid === state.pid)) return []; // of another network namespace
    const {file, problem, warnings, foreign = []} = state.configuration;
    const pools = state.checks ? (await client.call('checks', {}, patience)).pools : [];
    const lines = [...warnings, ...(foreign ?? []), ...(state.checks?.problems ?? [])];
    return [
      {
        kind: 'lvsctl',
        pid: state.pid,
        version: state.version,
        file,
        writesTable: state.checks !== undefined,
        holdsAddresses: state.routers.length > 0,
        services: pools.flatMap(({services}) => services.map(formatServiceId)),
        wantsSynchronization: state.sync !== undefined,
        problems: lines.map(words => ({file, line: 0, words})),
        detail: {
          state: 'running',
          isReloadPending: problem === undefined ? undefined : true,
          refusals: problem === undefined ? [] : [{file, line: 0, words: problem}],
          addresses: state.routers.flatMap(({addresses, excluded}) => [...addresses, ...excluded]),
          routers: state.routers.map(
            ({family, virtualRouter, interface: link}) => `${family} ${virtualRouter} on ${link}`,
          ),
        },
      },
    ];
  } catch {
    return [];
  } finally {
    client.close();
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

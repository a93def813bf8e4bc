import type {CheckedServer} from '../../src/director/protocol/checks-report.js';
import type {HolderFacts, ServerFacts, ServiceFacts, Subject, WhyFacts} from '../../src/commands/why/why-facts.js';
import {masquerading, plainTunnel} from '../../src/ipvs/forwarding.js';
import {serviceFlag, type ServiceId} from '../../src/ipvs/service.js';
import {parseServicePattern} from '../../src/ipvs/service-text.js';
import {noStatistics} from '../../src/ipvs/statistics.js';
import type {DrainState} from '../../src/maintenance/drain/drain-states.js';
import type {JournalRecord} from '../../src/maintenance/journal/journal.js';
import {type Address, parseAddress} from '../../src/net/address.js';
import {formatEndpoint, parseEndpoint} from '../../src/net/endpoint.js';
import {NameBook} from '../../src/settings/name-book.js';
import type {InstanceView} from '../../src/vrrp/findings/instance-view.js';

/** The clock of the transcripts: 2026-11-21 02:20:00 UTC. */
const now = Date.UTC(2026, 10, 21, 2, 20);
const minute = 60_000;

/**
 * Facts from a transcript, a line each; `-6m` is a time six minutes ago, words with blanks stand in quotes:
 * `asked X`, `service NAME key=…`, `server ENDPOINT key=…` of the service above, `drain key=…` and `check key=…` of the
 * server above, `holder ADDRESS key=…`, `change ID key=…`, `connections STATE=N …`, `name NAME ADDRESS|SERVICE`, `untold SOURCE WORDS`.
 */
export function factsOfLines(lines: readonly string[]): WhyFacts {
  let asked = '';
  let subject: Subject = {type: 'services'};
  const services: (ServiceFacts & {servers: ServerFacts[]})[] = [];
  const holders: HolderFacts[] = [];
  const changes: JournalRecord[] = [];
  const untold: {source: string; words: string}[] = [];
  const named = {hosts: [] as {name: string; address: Address}[], services: [] as {name: string; service: string}[]};
  let connections: WhyFacts['connections'];
  for (const line of lines) {
    const [word = '', name = '', ...rest] = wordsOf(line);
    const given = keysOf(rest);
    const service = services.at(-1);
    const server = service?.servers.at(-1);
    if (word === 'asked') asked = name;
    else if (word === 'real')
      subject = {
        type: 'real',
        addresses: name.split(',').map(address),
        port: given.port === undefined ? undefined : Number(given.port),
      };
    else if (word === 'nothing')
      subject = {type: 'nothing', address: parseAddress(name), near: given.near?.split(',').map(serviceId) ?? []};
    else if (word === 'service') services.push(serviceOf(name, given));
    else if (word === 'server') service?.servers.push(serverOf(name, given));
    else if (word === 'check' && service && server)
      service.servers[service.servers.length - 1] = {...server, checked: checkOf(keysOf([name, ...rest]), server)};
    else if (word === 'drain' && service && server)
      service.servers[service.servers.length - 1] = {...server, drains: [drainOf(keysOf([name, ...rest]))]};
    else if (word === 'name' && rest[0]?.includes('/')) named.services.push({name, service: rest[0]});
    else if (word === 'name') named.hosts.push({name, address: address(rest[0] ?? '')});
    else if (word === 'holder') holders.push(holderOf(name, given));
    else if (word === 'change') changes.push(changeOf(Number(name), given, services));
    else if (word === 'connections')
      connections = {
        states: [name, ...rest].map(one => one.split('=')).map(([state = '', n]) => [state, Number(n)]),
        isCut: false,
        examined: 0,
      };
    else if (word === 'untold') untold.push({source: name, words: rest.join(' ')});
    else throw new Error(`what is '${line}'?`);
  }
  const names = new NameBook(named);
  return {asked, now, names, subject, services, holders, changes, connections, given: {where: '', log: ''}, untold};
}

type Keys = Readonly<Record<string, string | undefined>>;

function wordsOf(line: string): string[] {
  return (line.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map(word => word.replaceAll('"', ''));
}

function keysOf(words: readonly string[]): Keys {
  return Object.fromEntries(words.map(word => [word.split('=')[0], word.slice(word.indexOf('=') + 1)]));
}

function time(text: string | undefined): number | undefined {
  return text === undefined ? undefined : now + Number(text.replace('m', '')) * minute;
}

function address(text: string) {
  return parseAddress(text) as NonNullable<ReturnType<typeof parseAddress>>;
}

function serviceId(text: string): ServiceId {
  return parseServicePattern(text) as ServiceId;
}

function serviceOf(name: string, {scheduler = 'wlc', persistent, flags = '0', table, unread, by}: Keys) {
  const configuration = {
    id: serviceId(name),
    scheduler,
    flags: (persistent ? serviceFlag.persistent : 0) | Number(flags),
    timeout: Number(persistent ?? 0),
    netmask: 0xffffffff,
    persistenceEngine: '',
  };
  const isRead = unread === undefined;
  const service = table === 'no' || !isRead ? undefined : {...configuration, statistics: noStatistics};
  return {id: configuration.id, isRead, service, servers: [], pool: undefined, checkedBy: by};
}

function serverOf(name: string, given: Keys): ServerFacts {
  const {weight = '1', active = '0', inactive = '0', upper = '0', owner, configured, fallback} = given;
  const id = parseEndpoint(name) as NonNullable<ReturnType<typeof parseEndpoint>>;
  const [ownerName, ownerWeight] = owner?.split(':') ?? [];
  return {
    id,
    destination:
      weight === 'none'
        ? undefined
        : {
            ...id,
            forwarding: masquerading,
            weight: Number(weight),
            upperThreshold: Number(upper),
            lowerThreshold: 0,
            tunnel: plainTunnel,
            activeConnections: Number(active),
            inactiveConnections: Number(inactive),
            persistentConnections: 0,
            statistics: noStatistics,
          },
    ownership: ownerName
      ? {
          owner: ownerName,
          configuredWeight: ownerWeight === undefined ? undefined : Number(ownerWeight),
          isFallback: fallback === 'yes',
          way: {type: 'watch'},
          warnings: [],
        }
      : undefined,
    drains: [],
    checked: undefined,
    configured: configured
      ? {weight: Number(configured), isFallback: fallback === 'yes', file: '/etc/keepalived/keepalived.conf', line: 12}
      : undefined,
  };
}

function checkOf(given: Keys, {id}: ServerFacts): CheckedServer {
  const {state = 'down', since, reason = '', layer, words} = given;
  const found = {since: time(since), layer: layer as CheckedServer['layer']};
  const check = {state: state as 'down', words: words ?? reason, latency: undefined, lastAt: now, nextAt: undefined};
  return {
    name: String(id.port),
    address: '',
    port: id.port,
    state: state as CheckedServer['state'],
    ...found,
    reason,
    weight: undefined,
    configuredWeight: undefined,
    operator: undefined,
    checks: words === undefined ? [] : [{...check, ...found, name: 'HTTP /', contrary: 0, needed: 1, latencies: []}],
  };
}

function drainOf({target = '', state = 'drained', user = 'ann', since, reason, expires, left = '0'}: Keys): DrainState {
  const end = time(expires);
  return {
    record: {
      target,
      services: [],
      boot: 'b',
      since: time(since) ?? now,
      user,
      reason,
      expires: end,
      whenEmpty: 'stay',
      stage: 'drained',
      worker: undefined,
      destinations: [],
      flags: [],
      sysctls: [],
    },
    state: state as DrainState['state'],
    isOverdue: end !== undefined && end <= now,
    isAttended: false,
    left: {active: Number(left), inactive: 0, persistent: 0} as DrainState['left'],
    withWeight: 0,
    gone: 0,
  };
}

function holderOf(text: string, {on, instance, state, master, heard = '1050', finding, stale}: Keys): HolderFacts {
  const identity = {name: instance, interface: 'eth0', family: 'ipv4', virtualRouter: 51} as const;
  const isThisHost = master === 'here';
  const view = {
    identity,
    isWanted: instance !== undefined,
    state: state ?? 'unknown',
    isStale: stale === 'yes',
    confidence: 'confirmed',
    interval: 1000,
    master: master && {address: isThisHost ? undefined : address(master), isThisHost, priority: 100, since: undefined},
    since: isThisHost ? {at: now - minute, source: 'wire'} : undefined,
  } as unknown as InstanceView;
  return {
    address: address(text),
    interfaces: on === undefined ? [] : on.split(','),
    instances: state === undefined ? [] : [view],
    findings: finding
      ? [
          {
            code: 'duplicate-master',
            instance: identity,
            confidence: 'confirmed',
            summary: finding,
            proof: [],
            advice: 'find out why they do not hear each other',
          },
        ]
      : [],
    listened: Number(heard),
  };
}

function changeOf(id: number, given: Keys, services: readonly ServiceFacts[]): JournalRecord {
  const {user = 'bob', at = '-5m', command = '', zero} = given;
  const service = services[0];
  const server = service?.servers.find(one => formatEndpoint(one.id) === zero);
  const change =
    service && server?.destination
      ? [{type: 'edit-server', id: service.id, destination: {...server.destination, weight: 0}} as const]
      : [];
  return {
    entry: {
      id,
      at: time(at) ?? now,
      user,
      pid: 1,
      started: '',
      boot: 'b',
      command,
      reason: undefined,
      undoes: undefined,
      changes: change,
      before: {} as never,
    },
    end: {id, at: now, refusals: {}},
    undoneBy: undefined,
    halfUndoneBy: undefined,
  };
}

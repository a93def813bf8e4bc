import {hostname} from 'node:os';
import type {
  AddressAnswer,
  ClockFacts,
  DirectorFacts,
  GatewayFacts,
  Looked,
  NetworkFacts,
  Route,
} from './doctor/facts.js';
import type {DirectorNeeds} from './doctor/firewall/director-needs.js';
import {networksOf} from './doctor/interface-towards.js';
import {entriesOf} from './doctor/table-facts.js';
import {gatherFirewall} from './gather-firewall.js';
import {gatherManagers} from './gather-managers.js';
import {gatherMarkers, gatherReversePath} from './gather-paths.js';
import {gatherPrograms} from './gather-programs.js';
import {readClock} from './kernel/clock/read-clock.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {RtnetlinkClient} from './kernel/rtnetlink/rtnetlink-client.js';
import type {Routers} from './managers/open-routers.js';
import type {RouterOptions, RouterWorld} from './managers/router-world.js';
import {type Address, addressKey, isSameAddress} from './net/address.js';
import {formatMac} from './net/mac.js';
import {prefixContains} from './net/prefix.js';
import {openRoutersHere} from './open-router-world.js';
import type {Link, NetworkState} from './vrrp/ports.js';
import {type AddressHolder, askForAddresses} from './vrrp/probe/ask-for-addresses.js';

export interface NetworkQuestion {
  /** Whether to ask the segments who has which address. */
  readonly isProbing: boolean;
  /** Not to wait for advertisements: whoever speaks is not heard then. */
  readonly isQuick?: boolean;
  /** The table as it was found, for what its clients and checks need. */
  readonly ipvs: DirectorFacts['ipvs'];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What was given on the command line instead of being found. */
  readonly given?: Partial<RouterOptions>;
}

/** A master is heard within its interval; nobody waits longer for one. Milliseconds. */
const listening = {shortest: 450, usual: 1000, longest: 1450, margin: 50} as const;
/** Asked for at once; and at most. */
const asked = {atOnce: 64, most: 512} as const;
const notAsked = {known: false, words: 'nobody was asked: run lvsctl doctor --probe'} as const;

/** What is found out about the network of this host, and who works on it. Each part by itself; never rejects. */
export async function gatherNetworkFacts(question: NetworkQuestion): Promise<NetworkFacts> {
  const client = new RtnetlinkClient(linuxKernel);
  const network = await looked(() => client.read());
  const routes = await looked(async () => routesOf(await client.routes(), network.known ? network.value : undefined));
  const given = {...nothingGiven, ...question.given};
  const routers = openRoutersHere(given, question.environment);
  const {machine} = routers.world;
  const programs = await looked(async () => gatherPrograms(machine));
  try {
    const interfaces = network.known ? network.value.links.map(({name}) => name) : undefined;
    const {watch} = routers;
    const started = await looked(() => watch.start(() => {}));
    const [truth, managers, answered] = await Promise.all([
      started.known ? looked(() => listen(watch, question)) : started,
      looked(() => gatherManagers({machine, given, host: hostname(), interfaces, environment: question.environment})),
      probe(routers, question, network, routes),
    ]);
    const needs = {...needsOf(question, network, routes), routers: watch.wanted, heard: heardBy(truth)};
    const state = needs.network;
    const markers = await looked(() => gatherMarkers(client, state, programs.known ? programs.value.names : new Set()));
    return {
      network,
      routes,
      programs,
      reversePath: network.known ? await looked(() => gatherReversePath(client, state, question.ipvs)) : network,
      routers: truth,
      managers,
      ...answered,
      clock: await looked(async () => clockOf(machine.processes().map(({name}) => name))),
      firewall: await looked(() => gatherFirewall(machine, needs, markers.known ? markers.value : [unseenFilters])),
    };
  } finally {
    client.close();
    await routers.close();
  }
}

const nothingGiven = {keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined};

/** Those that cannot be listed may be there. */
const unseenFilters = 'filters of tc, which cannot be read,';

async function looked<T>(look: () => Promise<T>): Promise<Looked<T>> {
  try {
    return {known: true, value: await look()};
  } catch (error) {
    const {message, code = ''} = error as NodeJS.ErrnoException;
    const advice = code === 'EPERM' || code === 'EACCES' ? ': run this with sudo' : '';
    return {known: false, words: `${message}${advice}`};
  }
}

function routesOf(
  found: readonly (Omit<Route, 'interface'> & {readonly interface: number | undefined})[],
  network: NetworkState | undefined,
): readonly Route[] {
  const names = new Map(network?.links.map(({index, name}) => [index, name]));
  return found.map(route => ({
    ...route,
    interface: route.interface === undefined ? undefined : names.get(route.interface),
  }));
}

/** As `lvsctl vrrp` does. */
async function listen(watch: Routers['watch'], {isProbing, isQuick}: NetworkQuestion) {
  if (isProbing) await watch.probe();
  const {instances, listened} = watch.read();
  const longest = Math.max(0, ...instances.map(({interval}) => interval ?? listening.usual));
  const rest = Math.min(Math.max(longest, listening.shortest), listening.longest) + listening.margin - listened;
  if (isQuick !== true && instances.length > 0 && rest > 0) await new Promise(resolve => setTimeout(resolve, rest));
  const truth = watch.read();
  return {instances: truth.instances, findings: truth.findings};
}

function needsOf(
  {ipvs}: NetworkQuestion,
  network: NetworkFacts['network'],
  routes: NetworkFacts['routes'],
): Pick<DirectorNeeds, 'network' | 'routes' | 'table' | 'daemons'> {
  return {
    network: network.known ? network.value : {links: [], addresses: []},
    routes: routes.known ? routes.value : [],
    table: ipvs.known ? ipvs.value.table : {entries: []},
    daemons: ipvs.known ? ipvs.value.daemons : [],
  };
}

/** Other hosts that were heard, by the name of the virtual router. */
function heardBy(routers: NetworkFacts['routers']): ReadonlyMap<string, readonly Address[]> {
  return new Map(
    (routers.known ? routers.value.instances : []).flatMap(({identity: {name}, peers}) =>
      name === undefined
        ? []
        : [[name, peers.filter(({lastSeen}) => lastSeen !== undefined).map(({address}) => address)]],
    ),
  );
}

/** Who keeps clocks, by the names of their processes (15 characters of them). */
const timekeepers: Readonly<Record<string, string>> = {
  chronyd: 'chronyd',
  ntpd: 'ntpd',
  ntpsec: 'ntpd',
  openntpd: 'openntpd',
  'systemd-timesyn': 'systemd-timesyncd',
  ptp4l: 'ptp4l',
  phc2sys: 'phc2sys',
};

function clockOf(names: readonly string[]): ClockFacts {
  const {isSynchronized, maximumError} = readClock();
  const keptBy = names.map(name => timekeepers[name]).find(name => name !== undefined);
  return {isSynchronized, keptBy, maximumErrorMilliseconds: maximumError};
}

async function probe(
  {world, watch}: Routers,
  {ipvs, isProbing}: NetworkQuestion,
  network: NetworkFacts['network'],
  routes: NetworkFacts['routes'],
): Promise<Pick<NetworkFacts, 'answers' | 'gateways'>> {
  if (!isProbing) return {answers: notAsked, gateways: notAsked};
  if (!network.known) return {answers: network, gateways: network};
  const services = entriesOf({ipvs}).flatMap(({service: {id}}) => (id.type === 'address' ? [id.address] : []));
  const virtual = [...services, ...watch.wanted.flatMap(({addresses}) => addresses.map(({address}) => address))];
  const [answers, gateways] = await Promise.all([
    looked(() => answersFor(world, network.value, unique(virtual).slice(0, asked.most))),
    looked(() => gatewaysOf(world, network.value, routes.known ? routes.value : [])),
  ]);
  return {answers, gateways};
}

function unique(addresses: readonly Address[]): readonly Address[] {
  return [...new Map(addresses.map(address => [addressKey(address), address])).values()];
}

async function answersFor(
  world: RouterWorld,
  network: NetworkState,
  addresses: readonly Address[],
): Promise<readonly AddressAnswer[]> {
  const places = byLink(addresses, network);
  const found = await Promise.all(
    [...places].map(async ([link, those]) => {
      if (!link?.isRunning) return [];
      const holders: AddressHolder[] = [];
      for (let at = 0; at < those.length; at += asked.atOnce)
        holders.push(...(await askForAddresses(world, link, those.slice(at, at + asked.atOnce))));
      return those.map(address => ({
        address,
        interface: link.name,
        macs: holders.filter(one => isSameAddress(one.address, address)).map(({mac}) => formatMac(mac)),
      }));
    }),
  );
  return found.flat();
}

function byLink(
  addresses: readonly Address[],
  network: NetworkState,
): ReadonlyMap<Link | undefined, readonly Address[]> {
  const places = new Map<Link | undefined, Address[]>();
  for (const address of addresses) {
    const link = linkOf(address, network);
    places.set(link, [...(places.get(link) ?? []), address]);
  }
  return places;
}

/** The one that has the address, but for loopback; else the one whose network it is of. */
function linkOf(address: Address, network: NetworkState): Link | undefined {
  const named = (name: string) => network.links.find(link => link.name === name);
  const on = network.addresses
    .filter(one => isSameAddress(one.address, address))
    .map(one => network.links.find(({index}) => index === one.interface))
    .find(link => link && !link.isLoopback);
  const near = networksOf({network: {known: true, value: network}}).find(({prefix}) => prefixContains(prefix, address));
  return on ?? (near && named(near.interface));
}

function gatewaysOf(
  world: RouterWorld,
  {links}: NetworkState,
  routes: readonly Route[],
): Promise<readonly GatewayFacts[]> {
  const defaults = routes.flatMap(({to, gateway, interface: name}) => {
    const link = links.find(one => one.name === name);
    return to || !gateway || !link?.mac ? [] : [{address: gateway, link}];
  });
  return Promise.all(
    defaults.map(async ({address, link}) => ({
      address,
      interface: link.name,
      answers: link.isRunning && (await askForAddresses(world, link, [address])).length > 0,
    })),
  );
}

import {parseAddress} from '../../net/address.js';
import {plainTunnel} from '../../ipvs/forwarding.js';
import {serviceFlag} from '../../ipvs/service.js';
import {addDestination} from './commands/destinations.js';
import type {Failure} from './commands/outcome.js';
import type {Surroundings} from './commands/request.js';
import {addService} from './commands/services.js';
import {type DemoSite, demoSites} from './demo-sites.js';
import {type Director, newDirector, recordedSalt} from './director.js';
import {createEmbeddedKernel, type EmbeddedKernel} from './embedded-kernel.js';
import {machineInterfaces} from './interfaces.js';
import {createFileStore} from './store/file-store.js';
import {createMemoryStore} from './store/memory-store.js';
import {advance} from './traffic/advance.js';
import type {Scene} from './traffic/scenes.js';
import type {Source} from './traffic/workload.js';

/** How long the demo has been running when it begins, milliseconds. */
const prelude = 170_000;

/** A director with a believable site, and clients that keep it busy. The same seed gives the same clients. */
export function createDemoDirector(now: number, seed = 1): Director {
  const director = newDirector(now - prelude, recordedSalt);
  for (const site of demoSites) buildSite(director, site);
  director.workload = {
    sources: demoSites.flatMap((site, i) => sourceOf(site, (seed * 1_000_003 + i) >>> 0, director.now)),
    scenes: demoSites.flatMap(site => scenesOf(site, now)),
  };
  advance(director, now);
  return director;
}

/** The demo wholly in memory: nothing is kept. The same seed and clock give the same traffic. */
export function createDemoKernel({
  clock,
  seed = 1,
}: {
  readonly clock: () => number;
  readonly seed?: number;
}): EmbeddedKernel {
  const store = createMemoryStore(createDemoDirector(clock(), seed));
  return createEmbeddedKernel({store, clock, interfaces: machineInterfaces});
}

/** Writes the demo to a state file unless there is one; returns whether there was none. @throws StateFileError */
export function writeDemo(file: string, now: number, seed = 1): boolean {
  let isNew = false;
  const begin = () => {
    isNew = true;
    return createDemoDirector(now, seed);
  };
  createFileStore(file, begin).update(() => ({result: undefined, hasChanged: isNew}));
  return isNew;
}

function buildSite(
  director: Director,
  {virtual, scheduler, flags = 0, persistence, forwarding, servers, ...site}: DemoSite,
): void {
  const address = parsed(virtual);
  const {family} = address;
  const named = {family, protocol: site.protocol, address, port: site.port, fwmark: 0};
  const name =
    site.fwmark === undefined
      ? named
      : {...named, address: parsed(family === 'ipv4' ? '0.0.0.0' : '::'), port: 0, fwmark: site.fwmark};
  const settings = {
    scheduler,
    engine: '',
    flags: flags | (persistence ? serviceFlag.persistent : 0),
    timeout: (persistence?.seconds ?? 0) * 100,
    netmask: family === 'ipv6' ? 128 : reversedMask(persistence?.bits ?? 32),
  };
  assertDone(addService(director, name, settings));
  const service = director.services.find(name);
  if (!service) return;
  for (const [text, port, weight, upperThreshold = 0, lowerThreshold = 0] of servers) {
    const destination = {family, address: parsed(text), port};
    assertDone(
      addDestination(director, nowhere, service, destination, {
        forwarding,
        weight,
        upperThreshold,
        lowerThreshold,
        tunnel: plainTunnel,
      }),
    );
  }
}

const nowhere: Surroundings = {hasIpv6: true, interfaceNamed: () => undefined, isLocalAddress: () => false};

function sourceOf(
  {protocol, virtual, port, fwmark = 0, clients: users}: DemoSite,
  seed: number,
  now: number,
): Source[] {
  if (!users) return [];
  const {first, ratePerSecond, ...clients} = users;
  const source: Source = {
    protocol,
    virtual: parsed(virtual),
    port,
    fwmark,
    firstClient: parsed(first),
    clients: 50,
    ports: 28_000,
    ratePerSecond,
    requests: 2,
    pauseSeconds: 3,
    requestBytes: 600,
    replyBytes: 12_000,
    resets: 0.01,
    abandoned: 0,
    silent: 0,
    ...clients,
    random: seed,
    nextAt: now + 1,
    count: 0,
  };
  return [source];
}

function scenesOf({protocol, virtual, port, fwmark = 0, scenes = []}: DemoSite, now: number): Scene[] {
  return scenes.map(({first, factor = 1, ...scene}) => ({
    ...scene,
    protocol,
    virtual: parsed(virtual),
    port,
    fwmark,
    factor,
    nextAt: now + first * 1000,
    round: 0,
    server: undefined,
  }));
}

/** An IPv4 mask as a service keeps it: written in network order, read in the machine's. */
function reversedMask(bits: number): number {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE((0xffffffff << (32 - bits)) >>> 0);
  return buffer.readUInt32LE();
}

function parsed(text: string): Source['virtual'] {
  return parseAddress(text) as Source['virtual'];
}

function assertDone(failure: Failure | undefined): void {
  if (failure) throw new Error(`the demo is refused by its own kernel: error number ${failure.errno}`);
}

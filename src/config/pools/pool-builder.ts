import {destinationKey} from '../../ipvs/destination.js';
import {tunneling} from '../../ipvs/forwarding.js';
import {familyOfService, isPersistent, type ServiceConfiguration, serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {otherPlace} from '../table/table-problem.js';
import {findImpossibleChecks} from './impossible-checks.js';
import type {Pool, PoolPlace, PoolServer} from './pool-configuration.js';

type Refuse = (place: PoolPlace, message: string, advice: string) => void;

/** Pools as they come together from a file: what is there twice, or what the kernel would not take, is refused. */
export class PoolBuilder {
  readonly #pools: Pool[] = [];
  readonly #names = new Map<string, PoolPlace>();
  readonly #services = new Map<string, PoolPlace>();
  /** A range of servers stands in one place, and so does what is wrong with all of them. */
  readonly #told = new Set<string>();

  constructor(private readonly refuse: Refuse) {}

  get pools(): readonly Pool[] {
    return this.#pools;
  }

  add(pool: Pool): void {
    const {name, place, services} = pool;
    const before = this.#names.get(name);
    if (before) this.refuse(place, `${name} is there twice: it is in ${otherPlace(before, place)} already`, oneEach);
    else if (services.length === 0) this.refuse(place, `${name} is no service of the kernel`, 'give it an address');
    this.#names.set(name, before ?? place);
    for (const service of services) this.#claim(service, pool, before !== undefined);
    this.#checkServers(pool);
    this.#pools.push(pool);
  }

  #claim(service: ServiceConfiguration, {place}: Pool, isTold: boolean): void {
    const {id} = service;
    if (id.type === 'fwmark' && id.fwmark === 0)
      this.refuse(place, 'the firewall mark 0 is none', 'take one from 1 to 4294967295');
    if (id.type === 'address' && id.port === 0 && !isPersistent(service))
      this.refuse(place, `${formatServiceId(id)} has no port`, 'write one, or make it persistent');
    const key = serviceKey(id);
    const before = this.#services.get(key);
    if (before && !isTold)
      this.refuse(
        place,
        `${formatServiceId(id)} is there twice: it is in ${otherPlace(before, place)} already`,
        oneEach,
      );
    this.#services.set(key, before ?? place);
  }

  #checkServers({name: pool, place: at, services, servers, sorry}: Pool): void {
    const names = new Map<string, PoolPlace>();
    const keys = services.map(() => new Set<string>());
    for (const server of servers) {
      const {name, place} = server;
      const before = names.get(name);
      if (before)
        this.refuse(place, `${name} of ${pool} is there twice: it is in ${otherPlace(before, place)} already`, oneEach);
      const isAlone = server.destinations.every((one, i) => !keys[i]?.has(destinationKey(one)));
      if (!before && !isAlone)
        this.refuse(place, `${name} of ${pool} is the same for the kernel as a server before it`, forwardedAlike);
      names.set(name, before ?? place);
      for (const [i, one] of server.destinations.entries()) keys[i]?.add(destinationKey(one));
      this.#checkDestination(pool, server, services);
      findImpossibleChecks([...server.checks, ...(server.agent ? [server.agent] : [])], (message, advice) =>
        this.#refuseOnce(place, message, advice),
      );
    }
    const foreign = sorry?.destinations.find((one, i) => !isReachable(one, services[i] as ServiceConfiguration));
    if (foreign)
      this.refuse(
        at,
        `the sorry server ${formatEndpoint(foreign)} of ${pool} is of the other address family`,
        'forward to it by a tunnel',
      );
  }

  #refuseOnce(place: PoolPlace, message: string, advice: string): void {
    const key = `${place.file}:${place.line}:${place.column} ${message}`;
    if (!this.#told.has(key)) this.refuse(place, message, advice);
    this.#told.add(key);
  }

  #checkDestination(pool: string, {name, place, destinations}: PoolServer, services: Pool['services']): void {
    const [first] = destinations;
    if (!first) return;
    const {lowerThreshold, upperThreshold} = first;
    if (lowerThreshold > upperThreshold)
      this.refuse(
        place,
        `${name} of ${pool}: the lower threshold ${lowerThreshold} is above the upper one, ${upperThreshold}`,
        'the kernel takes no such server',
      );
    if (destinations.some((one, i) => !isReachable(one, services[i] as ServiceConfiguration)))
      this.refuse(place, `${name} of ${pool} is of the other address family`, 'forward to it by a tunnel');
  }
}

const oneEach = 'give it once';
const forwardedAlike = 'only masquerading has ports of its own: give the server once, with all of its checks';

function isReachable({forwarding, address}: PoolServer['destinations'][number], {id}: ServiceConfiguration): boolean {
  return forwarding === tunneling || address.family === familyOfService(id);
}

import type {Pool, PoolServer} from '../../config/pools/pool-configuration.js';
import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {localNode} from '../../ipvs/forwarding.js';
import {type ServiceConfiguration, serviceKey} from '../../ipvs/service.js';

/** A service of a pool, with whatever may be in it by the configuration. */
export interface PlacedService {
  /** serviceKey. */
  readonly key: string;
  readonly service: ServiceConfiguration;
  /** By destinationKey, in the order of the file, the sorry server last. */
  readonly places: ReadonlyMap<string, Place>;
  /** The destinationKey of each member, by its name. */
  readonly keys: ReadonlyMap<string, string>;
}

/** One destination of a service. NB: two members may come to the same one: but for masquerading their ports do not count. */
export interface Place {
  readonly members: readonly PlacedMember[];
  /** As the sorry server has it, where it is that. */
  readonly sorry: DestinationConfiguration | undefined;
}

export interface PlacedMember {
  readonly name: string;
  /** With the configured weight. */
  readonly destination: DestinationConfiguration;
}

export function placesOf({services, servers, sorry}: Pool): readonly PlacedService[] {
  return services.map((service, i) => {
    const places = new Map<string, {members: PlacedMember[]; sorry: DestinationConfiguration | undefined}>();
    const keys = new Map<string, string>();
    for (const server of servers) {
      const destination = server.destinations[i];
      if (!destination) continue;
      keys.set(server.name, destinationKey(destination));
      placeMember(places, server, destination);
    }
    const fallback = sorry?.destinations[i];
    if (fallback) {
      const known = places.get(destinationKey(fallback));
      if (known) known.sorry = fallback;
      else places.set(destinationKey(fallback), {members: [], sorry: fallback});
    }
    return {key: serviceKey(service.id), service, places, keys};
  });
}

function placeMember(
  places: Map<string, {members: PlacedMember[]; sorry: undefined | DestinationConfiguration}>,
  {name, weight}: PoolServer,
  destination: DestinationConfiguration,
) {
  const member = {name, destination: destination.weight === weight ? destination : {...destination, weight}};
  const key = destinationKey(destination);
  const known = places.get(key);
  if (known) known.members.push(member);
  else places.set(key, {members: [member], sorry: undefined});
}

/** What the configuration says of it when all is well: the member's, else the sorry server's. */
export function configuredOf({members: [first], sorry}: Place): DestinationConfiguration {
  return first?.destination ?? (sorry as DestinationConfiguration);
}

/** As it was asked for: of a server that is this machine, the kernel makes its own way of forwarding. */
export function asAskedFor(
  {places}: PlacedService,
  key: string,
  destination: DestinationConfiguration,
): DestinationConfiguration {
  const place = destination.forwarding === localNode ? places.get(key) : undefined;
  return place ? {...destination, forwarding: configuredOf(place).forwarding} : destination;
}

import {type Address, addressKey} from '../../net/address.js';
import type {WantedInstance} from '../findings/wanted-instance.js';
import type {Milliseconds} from '../intervals.js';
import {advertisementGroups} from '../multicast.js';
import {newObservation, type Observation} from '../observer/observation.js';
import type {ObserverEvent} from '../observer/observer-event.js';
import {observerDeadline, stepObserver} from '../observer/step-observer.js';
import type {Transition} from '../observer/transition.js';
import type {NetworkPort, NetworkState, NetworkWatch, PacketPort} from '../ports.js';
import {eventOfAdvertisement, eventOfClaim, eventOfPacket} from './arrivals.js';
import {type Place, placeKey, placesOf} from './places.js';

/** What the listener gets from outside. */
export interface ListenerWorld {
  readonly packets: PacketPort;
  readonly network: NetworkPort;
  /** Since 1970, of a clock that does not jump. */
  clock(): Milliseconds;
  /** @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
}

/** Told of everything that the observer was told, and of what was news in it. */
export type Subscriber = (event: ObserverEvent, transitions: readonly Transition[], now: Milliseconds) => void;

/** A socket that could not be had, or broke. */
export interface ListeningProblem extends Place {
  readonly error: NodeJS.ErrnoException;
}

interface OpenPlace {
  readonly place: Place;
  readonly socket: {close(): void};
}

/** Where routers are heard that are not configured here. */
const usualGroups = Object.values(advertisementGroups);
/** How long a packet may be on its way from the kernel to here, so that a clock does not overtake it. */
const settling = 60;
/** A packet's own time counts if it is not farther from ours than this: somebody may have set the system's clock. */
const farthest = 1000;

/** Hears what there is to hear on a host, and feeds the observer: the driver of src/vrrp/observer. */
export class Listener {
  #observation: Observation;
  #watch: NetworkWatch | undefined;
  #wanted: readonly WantedInstance[] = [];
  /** Those of VRRP, and others that are configured. */
  #groups: readonly Address[] = usualGroups;
  /** Where what is addressed to is for us: groups, and addresses of this host. */
  #destinations: ReadonlySet<string> = new Set();
  readonly #sockets = new Map<string, OpenPlace>();
  readonly #retired = new Set<OpenPlace['socket']>();
  readonly #problems = new Map<string, ListeningProblem>();
  readonly #subscribers = new Set<Subscriber>();
  #armed = Number.POSITIVE_INFINITY;
  #disarm: () => void = () => {};
  #isOver = false;

  constructor(private readonly world: ListenerWorld) {
    this.#observation = newObservation(world.clock());
  }

  /** NB: to be read before the next event, and no part of it kept. */
  get observation(): Observation {
    return this.#observation;
  }

  /** What cannot be heard. */
  get problems(): readonly ListeningProblem[] {
    return [...this.#problems.values()];
  }

  /** Links and addresses as they are now; undefined before they were read. */
  get network(): NetworkState | undefined {
    return this.#watch?.state;
  }

  /** Begins; resolves when links and addresses are known and the sockets open. Rejects where the kernel does not tell. */
  start(wanted: readonly WantedInstance[]): Promise<void> {
    this.#setWanted(wanted);
    return new Promise((resolve, reject) => {
      this.#watch = this.world.network.watch(events => {
        if (this.#isOver) return;
        const now = this.world.clock();
        for (const event of events) this.#step({type: 'network', event}, now);
        this.#arrange();
        resolve();
      }, reject);
    });
  }

  /** Other virtual routers are wanted: other places may matter. */
  want(wanted: readonly WantedInstance[]): void {
    this.#setWanted(wanted);
    this.#arrange();
  }

  /** What others than the network tell: daemons, FIFOs, answers. */
  feed(event: ObserverEvent): void {
    if (this.#isOver) return;
    this.#step(event, this.world.clock());
    if (event.type === 'daemon') this.#arrange(); // whether there is one to be heard beside
  }

  /** @returns what ends it */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  close(): void {
    this.#isOver = true;
    this.#disarm();
    this.#watch?.close();
    for (const {socket} of this.#sockets.values()) socket.close();
    for (const socket of this.#retired) socket.close();
    this.#retired.clear();
    this.#sockets.clear();
  }

  #setWanted(wanted: readonly WantedInstance[]): void {
    this.#wanted = wanted;
    this.#groups = [...usualGroups, ...wanted.flatMap(({multicastGroup}) => multicastGroup ?? [])];
  }

  /** Opens the sockets that are missing, and closes those that are of no use any more. */
  #arrange(): void {
    const state = this.network;
    if (!state || this.#isOver) return;
    const own = state.addresses.map(({address}) => address);
    this.#destinations = new Set([...this.#groups, ...own].map(addressKey));
    const runs = (daemon: string) => this.#observation.daemons.get(daemon)?.facts.state === 'running';
    const places = new Map(placesOf(state, this.#wanted, runs).map(place => [placeKey(place), place]));
    for (const [key, place] of places) if (!this.#sockets.has(key)) this.#open(key, place);
    for (const [key, {place, socket}] of this.#sockets) {
      if (places.has(key)) continue;
      this.#sockets.delete(key);
      if (this.#sockets.has(placeKey({...place, isBeside: !place.isBeside}))) this.#retire(socket);
      else {
        socket.close();
        this.#tellListening(place, false);
      }
    }
    for (const key of this.#problems.keys()) if (!places.has(key)) this.#problems.delete(key);
  }

  /** What it has received may still be on its way, and its successor did not see it. */
  #retire(socket: OpenPlace['socket']): void {
    this.#retired.add(socket);
    this.world.after(2 * settling, () => {
      if (this.#retired.delete(socket)) socket.close();
    });
  }

  #open(key: string, place: Place): void {
    try {
      const socket = this.#openSocket(place);
      socket.onError = error => {
        socket.close();
        this.#sockets.delete(key);
        this.#problems.set(key, {...place, error});
        this.#tellListening(place, false);
      };
      this.#sockets.set(key, {place, socket});
      this.#problems.delete(key);
      this.#tellListening(place, true);
    } catch (error) {
      this.#problems.set(key, {...place, error: error as NodeJS.ErrnoException});
    }
  }

  #openSocket({interface: index, kind, isBeside}: Place) {
    if (kind === 'arp' || kind === 'neighbours') {
      const socket = kind === 'arp' ? this.world.packets.openArp(index) : this.world.packets.openNeighbours(index);
      socket.onPacket = frame => {
        const claim = eventOfClaim(frame, kind);
        if (claim) this.#arrive(claim, frame.at);
      };
      return socket;
    }
    if (isBeside) {
      const socket = this.world.packets.openVrrp({interface: index, family: kind, groups: []});
      socket.onPacket = packet => this.#arrive(eventOfPacket(packet), packet.at);
      return socket;
    }
    const groups = this.#groups.filter(({family}) => family === kind);
    const socket = this.world.packets.openAdvertisements({interface: index, family: kind, groups});
    socket.onPacket = frame => {
      const event = eventOfAdvertisement(frame, this.#isForUs);
      if (event) this.#arrive(event, frame.at);
    };
    return socket;
  }

  readonly #isForUs = (destination: Address): boolean => this.#destinations.has(addressKey(destination));

  #tellListening({interface: index, kind}: Place, isListening: boolean): void {
    if (kind === 'ipv4' || kind === 'ipv6') this.feed({type: 'listening', interface: index, family: kind, isListening});
  }

  #arrive(event: ObserverEvent, at: Milliseconds): void {
    if (this.#isOver) return;
    const now = this.world.clock();
    this.#step(event, at <= now && now - at < farthest ? at : now);
  }

  #step(event: ObserverEvent, now: Milliseconds): void {
    const [observation, transitions] = stepObserver(this.#observation, event, now);
    this.#observation = observation;
    for (const subscriber of this.#subscribers) subscriber(event, transitions, now);
    this.#arm();
  }

  /** NB: hundreds of advertisements a second put deadlines off, and leave the timer where it is. */
  #arm(): void {
    const deadline = observerDeadline(this.#observation);
    if (deadline >= this.#armed || this.#isOver) return;
    this.#disarm();
    this.#armed = deadline;
    const delay = Math.max(0, deadline - this.world.clock()) + settling;
    this.#disarm = this.world.after(Math.min(delay, longestDelay), () => {
      this.#armed = Number.POSITIVE_INFINITY;
      this.#step({type: 'clock'}, this.world.clock());
    });
  }
}

/** Of a timer, in milliseconds. */
const longestDelay = 2 ** 31 - 1;

import {Namespace} from '../kernel/rtnetlink/namespace.js';

/** The segments of a network: a bridge each, and the cables that end at it, as a switch has them. */
export class Switches {
  readonly #namespace = new Namespace();

  constructor(readonly segments: number) {
    this.#namespace.batch([
      ...this.#each(segment => `link add seg${segment} type bridge forward_delay 0 mcast_snooping 0`),
      ...this.#each(segment => `link set seg${segment} addrgenmode none up`),
    ]);
  }

  /** Lays a cable from every segment to this host: to its eth0, eth1, … */
  connect(host: Namespace, place: number): void {
    this.#namespace.batch(
      this.#each(segment => [
        `link add ${port(place, segment)} type veth peer name eth${segment} netns ${host.name}`,
        `link set ${port(place, segment)} addrgenmode none master seg${segment} up`,
      ]).flat(),
    );
  }

  /** The link at the host's end goes down. */
  unplug(place: number, segment: number): void {
    this.#namespace.ip('link', 'set', port(place, segment), 'down');
  }

  plug(place: number, segment: number): void {
    this.#namespace.ip('link', 'set', port(place, segment), 'up');
  }

  /** The link stays up, and nothing passes. */
  cut(place: number, ...segments: readonly number[]): void {
    this.#namespace.batch(segments.map(segment => `link set ${port(place, segment)} nomaster`));
  }

  heal(place: number, ...segments: readonly number[]): void {
    this.#namespace.batch(segments.map(segment => `link set ${port(place, segment)} master seg${segment}`));
  }

  /** They hear each other no more, and whoever else is there still hears both. */
  isolate(places: readonly number[], segment: number, isOn: boolean): void {
    this.#namespace.batch(
      places.map(place => `link set ${port(place, segment)} type bridge_slave isolated ${isOn ? 'on' : 'off'}`),
    );
  }

  remove(): void {
    this.#namespace.remove();
  }

  #each<T>(make: (segment: number) => T): T[] {
    return Array.from({length: this.segments}, (_, segment) => make(segment));
  }
}

function port(place: number, segment: number): string {
  return `port${place}-${segment}`;
}

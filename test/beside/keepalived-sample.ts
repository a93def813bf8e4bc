import {chance} from '../parity/seed.js';
import type {Case, Server} from './keepalived-case.js';

/** A server with its place among all of its case: it says when it is ill, and what its letter is. */
export interface Sampled {
  readonly server: Server;
  readonly place: number;
}

/** Every case has at least so many servers, an odd one and an even one among them. */
const fewest = 2;

/** Of each case some servers, others with another seed; all of those that depend on each other. */
export function sample({servers, scenes}: Case, seed: number): readonly Sampled[] {
  const all = servers.map((server, place) => ({server, place}));
  if (scenes || all.length <= fewest) return all;
  const {sample: choose} = chance(seed);
  const some = (rest: number) => {
    const own = all.filter(({place}) => place % 2 === rest);
    return choose(own, Math.max(1, Math.floor(own.length / 6)));
  };
  return [...some(0), ...some(1)].sort((a, b) => a.place - b.place);
}

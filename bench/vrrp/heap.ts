// What the observer remembers after an hour of 510 advertisements a second, in virtual time: node --expose-gc build/bench/vrrp/heap.js
import {ipv4} from '../../src/net/address.js';
import {mac} from '../../src/net/mac.js';
import {advertisementGroups} from '../../src/vrrp/multicast.js';
import {newObservation} from '../../src/vrrp/observer/observation.js';
import {observerDeadline, stepObserver} from '../../src/vrrp/observer/step-observer.js';
import {interfaces, routersPerInterface} from './segment.js';

const hour = 3600;
/** Seconds after which the heap is looked at. */
const every = 600;
const start = 1e12;

if (!globalThis.gc) throw new Error('run it with node --expose-gc');
let observation = newObservation(start);
for (let second = 0; second <= hour; second++) {
  for (const at of interfaces.keys())
    for (let router = 1; router <= routersPerInterface; router++) advertise(at, router, second);
  if (observerDeadline(observation) <= start + 1000 * second)
    [observation] = stepObserver(observation, {type: 'clock'}, start + 1000 * second + 999);
  if (second % every === 0) {
    globalThis.gc();
    const megabytes = process.memoryUsage().heapUsed / 2 ** 20;
    console.log(`after ${second / 60} min: ${megabytes.toFixed(2)} MiB, ${observation.speakers} speakers`);
  }
}

/** Every router changes hands every ten minutes, each at its own time, and strangers claim its address. */
function advertise(at: number, router: number, second: number): void {
  const isSecond = Math.floor((second + router) / 600) % 2 === 1;
  const now = start + 1000 * second + router;
  const address = ipv4(0x0a0a0000 + 256 * at + router);
  const advertisement = {
    version: 3,
    virtualRouter: router,
    priority: isSecond ? 90 : 100,
    interval: 1000,
    addresses: [address],
    checksum: 'pseudo-header',
  } as const;
  const source = ipv4(0x0a090001 + 256 * at + (isSecond ? 1 : 0));
  const {ipv4: destination} = advertisementGroups;
  const common = {interface: at + 2} as const;
  [observation] = stepObserver(
    observation,
    {type: 'advertisement', ...common, source, destination, advertisement, hasTrailer: false},
    now,
  );
  const claim = {address, mac: mac(0x020000000000 + second), isAnswer: false};
  if (second % 60 === 0) [observation] = stepObserver(observation, {type: 'claim', ...common, ...claim}, now);
}

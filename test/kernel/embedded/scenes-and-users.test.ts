import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {createDemoDirector} from '../../../src/kernel/embedded/demo.js';
import type {Director} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {encodeDirector} from '../../../src/kernel/embedded/store/encode.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {advance} from '../../../src/kernel/embedded/traffic/advance.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {changes} from './changes.js';
import {assertAddsUp, destinationNamed} from './directors.js';

const start = 1_700_000_000_000;
/** From 12 s to 47 s of each 180 s, a real server of this service has failed: this one first. */
const service = '-t 203.0.113.10:443';
const server = '10.1.0.11:8443';

interface Demo {
  readonly director: Director;
  /** So many seconds after it was opened. */
  at(seconds: number): void;
  ipvsadm(line: string): Promise<Error | undefined>;
}

async function openDemo(context: TestContext): Promise<Demo> {
  const director = createDemoDirector(start);
  let now = start;
  const store = createMemoryStore(director);
  const {ipvs} = await openIpvs(createEmbeddedKernel({store, clock: () => now, interfaces: () => []}));
  context.after(() => ipvs.close());
  return {
    director,
    at(seconds) {
      now = start + seconds * 1000;
      advance(director, now);
    },
    ipvsadm: async line => (await ipvs.apply(changes([line])))[0],
  };
}

test('who quiesces the server that a scene has quiesced keeps it quiesced, and the scene goes on to the next', async context => {
  const demo = await openDemo(context);
  demo.at(13);
  assert.equal(destinationNamed(demo.director, server).weight, 0);
  assert.equal(await demo.ipvsadm(`-e ${service} -r ${server} -m -w 0`), undefined);
  demo.at(60);
  assert.equal(destinationNamed(demo.director, server).weight, 0);
  demo.at(191);
  assert.equal(destinationNamed(demo.director, '10.1.0.13:8443').weight, 3);
  demo.at(193);
  assert.equal(destinationNamed(demo.director, '10.1.0.13:8443').weight, 0);
});

test('a change that is refused takes nothing out of the hands of a scene', async context => {
  const demo = await openDemo(context);
  demo.at(13);
  assert.ok(await demo.ipvsadm(`-a ${service} -r ${server} -m -w 0`));
  demo.at(60);
  assert.equal(destinationNamed(demo.director, server).weight, 4);
});

test('a server that was deleted, or deleted and added again, is not brought back', async context => {
  const demo = await openDemo(context);
  demo.at(13);
  await demo.ipvsadm(`-d ${service} -r ${server}`);
  demo.at(30);
  await demo.ipvsadm(`-a ${service} -r ${server} -m -w 0`);
  demo.at(60);
  assert.equal(destinationNamed(demo.director, server).weight, 0);
});

test('the scenes play on to an empty table, and to a service that was made anew', async context => {
  const demo = await openDemo(context);
  demo.at(13);
  assert.equal(await demo.ipvsadm('-C'), undefined);
  demo.at(30);
  for (const line of [
    `-A ${service} -s rr`,
    `-a ${service} -r ${server} -m -w 0`,
    `-a ${service} -r 10.1.0.12:8443 -m`,
  ])
    assert.equal(await demo.ipvsadm(line), undefined, line);
  for (let seconds = 40; seconds < 900; seconds += 7) {
    demo.at(seconds);
    assertAddsUp(demo.director);
    assert.equal(demo.director.services.size, 1);
    assert.equal(destinationNamed(demo.director, server).weight, 0);
    assert.equal(destinationNamed(demo.director, '10.1.0.12:8443').weight, 1, 'the last one is left alone');
  }
});

test('a pause of a year ends what had begun, and nothing is made up for', async context => {
  const demo = await openDemo(context);
  demo.at(13);
  const rounds = () => demo.director.workload?.scenes.map(({round}) => round);
  const before = rounds();
  demo.at(365 * 24 * 3600);
  assert.equal(destinationNamed(demo.director, server).weight, 4);
  for (const [i, round] of rounds()?.entries() ?? []) assert.ok(round - (before?.[i] as number) <= 1);
  assert.ok(encodeDirector(demo.director).length > 0);
});

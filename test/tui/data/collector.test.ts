import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {formatServiceId} from '../../../src/ipvs/service-text.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {Collector} from '../../../src/tui/data/collector.js';
import {isFull, type SeenService} from '../../../src/tui/data/snapshot.js';
import {newSite} from '../../kernel/embedded/directors.js';

/** So many services, each with two real servers. */
const rules = (count: number) =>
  Array.from({length: count}, (_, i) => [
    `-A -t 10.0.${i >> 8}.${i & 255}:80 -s rr`,
    `-a -t 10.0.${i >> 8}.${i & 255}:80 -r 10.1.0.1:80 -m -w 3`,
    `-a -t 10.0.${i >> 8}.${i & 255}:80 -r 10.1.0.2:80 -m -w 0`,
  ]).flat();

/** A collector that tells what it asks of the kernel; each pass over the whole table takes `cost` milliseconds. */
async function watched(count: number, cost = 0) {
  const site = await newSite(...rules(count));
  const asked: string[] = [];
  let connections = 0;
  let now = 0;
  const watch = (ipvs: Ipvs): Ipvs =>
    new Proxy(ipvs, {
      get(target, name: keyof Ipvs) {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...words: unknown[]) => {
          const [first] = words;
          const id = first && typeof first === 'object' && 'type' in first ? ` ${formatServiceId(first as never)}` : '';
          asked.push(`${name}${id}`);
          if (name === 'services' || name === 'destinationSummaries') now += cost;
          return (method as (...all: unknown[]) => unknown).apply(target, words);
        };
      },
    });
  const collector = new Collector({
    connect: async () => {
      connections++;
      const open = await openIpvs(site.kernel);
      return {...open, ipvs: watch(open.ipvs)};
    },
    clock: () => now,
    pause: async () => {},
  });
  const read = async (...visible: SeenService[]) => {
    asked.length = 0;
    const ids = visible.map(({service}) => service.id);
    return collector.read({visible: ids, detailed: ids});
  };
  return {site, collector, read, asked, connections: () => connections};
}

const nothing = {visible: [], detailed: []};

describe('the collector', () => {
  test('reads a small table whole', async () => {
    const {read, asked} = await watched(3);
    const {services, sums} = await read();
    assert.ok(services.every(({destinations}) => destinations?.every(isFull)));
    assert.deepEqual([sums.servers, sums.quiesced, sums.weight], [6, 3, 9]);
    assert.equal(asked.filter(each => each.startsWith('destinations')).length, 3);
  });

  test('reads of a large table what is looked at, and of the rest one pass', async () => {
    const {read, asked} = await watched(100);
    const first = await read();
    assert.ok(first.services.every(({destinations}) => destinations === undefined));
    const [seen] = first.services as [SeenService];
    const second = await read(seen);
    assert.deepEqual(asked, ['services', 'destinationSummaries', `destinations ${seen.name}`, 'totals']);
    assert.ok(second.services[0]?.destinations?.every(isFull));
    assert.deepEqual([second.sums.servers, second.sums.quiesced], [200, 100]);
  });

  test('reads passes that cost much less often, and meanwhile the services that are looked at one by one', async () => {
    const {read, asked} = await watched(100, 30);
    const {services} = await read();
    const [seen] = services as [SeenService];
    const passes: string[] = [];
    for (let refresh = 0; refresh < 20; refresh++) {
      await read(seen);
      passes.push(asked.includes('destinationSummaries') ? 's' : asked.includes('services') ? 'l' : '.');
      if (passes.at(-1) === '.')
        assert.deepEqual(asked, [`service ${seen.name}`, `destinations ${seen.name}`, 'totals']);
    }
    assert.ok(passes.filter(pass => pass !== '.').length < 10, passes.join(''));
    assert.ok(passes.includes('s'));
  });

  test('finds out between two passes that a service on the screen is gone', async () => {
    const {site, read} = await watched(100, 1000);
    const [seen] = (await read()).services as [SeenService];
    await read(seen);
    await site.ipvsadm(`-D -t ${seen.name.slice(4)}`);
    const after = await read(seen);
    assert.ok(!after.services.some(({key}) => key === seen.key));
  });

  test('keeps what it knows of real servers when services come and go', async () => {
    const {site, read} = await watched(70);
    await read();
    await read();
    await site.ipvsadm('-A -t 10.9.9.9:80');
    const {services} = await read();
    assert.equal(services.length, 71);
    assert.equal(services.filter(({destinations}) => destinations?.length === 2).length, 70);
  });

  test('connects anew after a failure', async () => {
    const {collector, connections} = await watched(1);
    await collector.read(nothing);
    collector.close();
    await collector.read(nothing);
    assert.equal(connections(), 2);
  });

  test('tells which services have yet to be read with everything', async () => {
    const {collector, read} = await watched(80);
    const [seen] = (await read()).services as [SeenService];
    const wants = {visible: [seen.service.id], detailed: [seen.service.id]};
    assert.equal(collector.missing(wants).length, 1);
    await collector.readDetails(wants);
    assert.equal(collector.missing(wants).length, 0);
  });
});

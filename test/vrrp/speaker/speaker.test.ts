import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, parseAddress} from '../../../src/net/address.js';
import {encodeAdvertisement} from '../../../src/vrrp/encode-advertisement.js';
import {encodeIpv4Packet} from '../../../src/vrrp/ipv4-packet.js';
import {advertisementGroups} from '../../../src/vrrp/multicast.js';
import type {NetworkEvent} from '../../../src/vrrp/ports.js';
import {noTracking} from '../../../src/vrrp/router/configuration.js';
import {Speaker} from '../../../src/vrrp/speaker/speaker.js';
import {configure, holders, pair, states, virtual} from './pair.js';
import {configuration, router, type RouterChoice} from './settings.js';
import {VirtualSegment} from './virtual-hosts.js';

const address = (text: string) => parseAddress(text) as Address;

describe('two speakers', () => {
  for (const choice of [
    {},
    {rules: {version: 2}},
    {rules: {version: 3, interval: 10}},
    {family: 'ipv6', addresses: ['fe80::100', '2001:db8::100'], excluded: ['10.0.0.100']},
    {unicast: true},
  ] as const) {
    test(`have one master: ${JSON.stringify(choice)}`, async () => {
      const street = new VirtualSegment();
      const [a, b] = [street.join('10.0.0.1', 'fe80::1'), street.join('10.0.0.2', 'fe80::2')];
      const peer = (text: string) =>
        'unicast' in choice
          ? {unicast: {hopLimit: 255, peers: [{address: address(text), minimumHopLimit: 0, maximumHopLimit: 255}]}}
          : (choice as RouterChoice);
      await configure(a, {...peer('10.0.0.2'), priority: 150});
      await configure(b, {...peer('10.0.0.1'), priority: 100});
      await street.pass(10_000);
      assert.deepEqual(states(a, b), ['master', 'backup']);
      assert.deepEqual(await holders([a, b]), [0]);
      assert.deepEqual(a.status().counters.rejected, {});
      assert.deepEqual(b.status().counters.rejected, {});
      assert.equal(b.status().counters.received, a.status().counters.sent);
    });
  }

  test('change places when the master leaves, and again when it is back', async () => {
    const {street, a, b, since} = await pair();
    since();
    await street.settle(a.speaker.shutdown());
    await street.pass(5000);
    assert.deepEqual(await holders([a, b]), [1]);
    const [left, taken] = since();
    assert.deepEqual(
      left?.map(words => words.slice(words.indexOf('V'))),
      ['VI_1 initialize: shutdown'],
    );
    assert.deepEqual(
      taken?.map(words => words.slice(words.indexOf('V'))),
      ['VI_1 master: gave-up'],
    );
  });

  test('a master that falls silent is followed after three intervals and the skew', async () => {
    const {street, a, b} = await pair();
    const last = b.status().master?.at ?? 0;
    a.isStopped = true;
    await street.pass(5000);
    const {cause, since, router: state} = b.status();
    assert.equal(state, 'master');
    assert.equal(cause.type, 'silence');
    assert.ok(since - last >= 3609.375 && since - last < 3611, `${since - last} ms`);
  });

  test('a backup of higher priority preempts, unless it is told not to', async () => {
    for (const preempts of [true, false]) {
      const {street, a, b} = await pair({rules: {preempts}});
      await street.settle(a.speaker.configure(configuration([])));
      await street.pass(2000);
      assert.deepEqual(states(b), ['master']);
      await configure(a, {priority: 150, rules: {preempts}});
      await street.pass(6000);
      assert.deepEqual(states(a, b), preempts ? ['master', 'backup'] : ['backup', 'master']);
      assert.deepEqual(await holders([a, b]), [preempts ? 0 : 1]);
    }
  });

  test('a hold overrides, and its end gives back', async () => {
    const {street, a, b} = await pair();
    b.speaker.hold({VI_1: 'master'});
    await street.pass(100);
    assert.deepEqual(states(a, b), ['backup', 'master']);
    assert.deepEqual(await holders([a, b]), [1]);
    b.speaker.hold({});
    await street.pass(5000);
    assert.deepEqual(states(a, b), ['master', 'backup']);
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(1000);
    assert.deepEqual(states(a, b), ['backup', 'master']);
  });

  test('what is tracked makes a fault, and is said', async () => {
    const tracking = {...noTracking, scripts: [{name: 'check', weight: 0, isReversed: false}]};
    const {street, a, b} = await pair({tracking});
    assert.deepEqual(states(a, b), ['fault', 'fault']);
    for (const {speaker} of [a, b]) speaker.track({scripts: {check: true}, files: {}, processes: {}});
    await street.pass(5000);
    assert.deepEqual(states(a, b), ['master', 'backup']);
    a.speaker.track({scripts: {check: false}, files: {}, processes: {}});
    await street.pass(1000);
    assert.deepEqual(states(a, b), ['fault', 'master']);
    assert.deepEqual(await holders([a, b]), [1]);
  });

  test('sync groups move as one', async () => {
    const street = new VirtualSegment();
    const [a, b] = [street.join('10.0.0.1'), street.join('10.0.0.2')];
    const tracking = {...noTracking, files: [{name: 'maintenance', weight: 0, isReversed: false}]};
    const groups = [{name: 'G', members: ['VI_1', 'VI_2'], tracking: noTracking, notify: router().notify}];
    const members = (priority: number) => [
      router({priority, addresses: ['10.0.0.100']}),
      router({priority, name: 'VI_2', virtualRouter: 52, addresses: ['10.0.0.101'], tracking}),
    ];
    for (const [host, priority] of [
      [a, 150],
      [b, 100],
    ] as const) {
      host.speaker.track({scripts: {}, files: {maintenance: 0}, processes: {}});
      await street.settle(host.speaker.configure(configuration(members(priority), {groups})));
    }
    await street.pass(10_000);
    const all = () => [a, b].map(host => [host.status('VI_1').router, host.status('VI_2').router].join());
    assert.deepEqual(all(), ['master,master', 'backup,backup']);
    assert.ok(a.said().some(words => words.endsWith('group G master')));
    a.speaker.track({scripts: {}, files: {maintenance: 1}, processes: {}});
    await street.pass(1000);
    assert.deepEqual(all(), ['fault,fault', 'master,master']);
    assert.deepEqual(await holders([a, b], '10.0.0.101'), [1]);
  });
});

describe('a speaker and its host', () => {
  test('a link that goes down is a fault at once, and its recovery is noticed', async () => {
    const {street, a, b} = await pair();
    a.network.setLink(2, 'no-carrier');
    await street.pass(10);
    assert.deepEqual(a.status().faults, ['link eth0 is down']);
    assert.deepEqual(await holders([a]), []);
    await street.pass(5000);
    a.network.setLink(2, 'up');
    await street.pass(5000);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('a link that is missing is a fault until it is there, and so is one without an address', async () => {
    const street = new VirtualSegment();
    const a = street.join();
    await configure(a, {}, {name: 'VI_2', interface: 'eth1', virtualRouter: 52});
    assert.deepEqual(a.status().faults, ['link eth0 has no IPv4 address to send from']);
    assert.deepEqual(a.status('VI_2').faults, ['link eth1 is missing']);
    const own = {interface: 2, address: address('10.0.0.1'), prefixLength: 24};
    await street.settle(a.network.apply([{type: 'add-address', address: own}]));
    await street.pass(5000);
    assert.deepEqual(states(a), ['master']);
  });

  test('a link that takes no packet as long as its advertisements is a fault', async () => {
    const street = new VirtualSegment();
    const a = street.join('fe80::1');
    const addresses = (count: number) => Array.from({length: count}, (_, i) => `2001:db8::${(i + 1).toString(16)}`);
    await configure(a, {family: 'ipv6', addresses: addresses(90)});
    await street.pass(5000);
    assert.deepEqual(states(a), ['master']);
    await configure(a, {family: 'ipv6', addresses: addresses(91)});
    await street.pass(5000);
    assert.deepEqual(a.status().faults, [
      'an advertisement of it has 1504 bytes, and link eth0 takes 1500: exclude addresses, on all peers alike',
    ]);
  });

  test('an address that somebody removes is added again and announced, three times in ten seconds', async () => {
    const {street, a} = await pair();
    a.said();
    const identity = {interface: 2, address: address(virtual), prefixLength: 32};
    for (let i = 1; i <= 4; i++) {
      const {announced} = a.status().counters;
      await street.settle(a.network.apply([{type: 'delete-address', address: identity}]));
      await street.pass(500);
      assert.equal((await holders([a])).length, i <= 3 ? 1 : 0, `time ${i}`);
      assert.equal(a.status().counters.announced - announced, i <= 3 ? 5 : 0);
    }
    const said = a.said();
    assert.equal(said.filter(words => words.includes('somebody removed 10.0.0.100')).length, 1);
    assert.equal(said.filter(words => words.includes('removed from this host again and again')).length, 1);
    await street.pass(10_000);
    assert.deepEqual(await holders([a]), [0]);
  });

  test("an owner's address stays when it is no longer master", async () => {
    const street = new VirtualSegment();
    const a = street.join('10.0.0.100');
    await configure(a, {priority: 255});
    await street.pass(100);
    assert.deepEqual(states(a), ['master']);
    await street.settle(a.speaker.shutdown());
    assert.deepEqual(await holders([a]), [0]);
  });

  test('what one before it left behind is removed', async () => {
    const street = new VirtualSegment();
    const a = street.join('10.0.0.1');
    await configure(a, {});
    await street.pass(5000);
    assert.deepEqual(await holders([a]), [0]);
    a.isStopped = true; // kill -9
    const next = street.join('10.0.0.1');
    const left = (await a.network.read()).addresses.find(({protocol}) => protocol !== undefined);
    assert.ok(left);
    await street.settle(next.network.apply([{type: 'add-address', address: {...left, flags: []}}]));
    await configure(next, {});
    await street.pass(10);
    assert.deepEqual(await holders([next]), []);
  });

  test('a process that did not run for a while does not take over from a master that lives', async () => {
    const {street, a, b} = await pair();
    for (const stopped of [b, a]) {
      stopped.isStopped = true;
      await street.pass(2500);
      stopped.goOn();
      await street.pass(5000);
      assert.equal(b.status().counters.becameMaster, 0);
    }
    b.isStopped = true;
    await street.pass(60_000);
    b.goOn();
    await street.pass(5000);
    assert.equal(b.status().counters.becameMaster, 0);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('a master that was stopped yields before it says a word, if another is better by now', async () => {
    const {street, a, b} = await pair();
    b.isStopped = true;
    await street.pass(100);
    a.isStopped = true;
    b.goOn();
    await street.pass(5000);
    assert.deepEqual(states(b), ['master']);
    b.speaker.hold({VI_1: 'master'});
    const {sent} = a.status().counters;
    a.goOn();
    await street.pass(50);
    assert.deepEqual(states(a, b), ['backup', 'master']);
    assert.equal(a.status().counters.sent, sent + 1); // its own priority, when its addresses are gone
  });

  test('foreign advertisements, and its own, change nothing', async () => {
    const {street, a, b} = await pair();
    const stranger = street.join('10.0.0.9');
    const socket = stranger.packets.openVrrp({interface: 2, family: 'ipv4'});
    const send = (source: string, change: {version?: 2 | 3; virtualRouter?: number; priority?: number}) => {
      const route = {source: address(source), destination: advertisementGroups.ipv4};
      const common = {virtualRouter: 51, priority: 254, interval: 1000, addresses: [address(virtual)], ...change};
      const payload = encodeAdvertisement(
        change.version === 2
          ? {...common, version: 2, authentication: {type: 'none'}}
          : {...common, version: 3, checksum: 'pseudo-header'},
        route,
      );
      const datagram = {...route, protocol: 112, hopLimit: 255, payload};
      socket.send(encodeIpv4Packet(datagram, {typeOfService: 0xc0, identification: 0}), route.destination);
    };
    for (let i = 0; i < 2000; i++) {
      send('10.0.0.9', {virtualRouter: 52 + (i % 100)});
      send('10.0.0.9', {version: 2});
      send('10.0.0.1', {});
      if (i % 100 === 0) await street.pass(10);
    }
    await street.pass(100);
    assert.deepEqual(states(a), ['master']);
    assert.equal(a.status().counters.rejected.version, 2000);
    assert.equal(a.status().counters.becameMaster, 1);
    assert.equal(b.status().counters.rejected.version, 2000);
  });
});

describe('a change of the configuration', () => {
  test('is not noticed by routers that stay as they are', async () => {
    const {street, a, b, since} = await pair();
    since();
    await configure(a, {priority: 150}, {name: 'VI_2', virtualRouter: 52, addresses: ['10.0.0.102']});
    await street.pass(4000);
    const lines = since().map(said => said.map(words => words.replace(/^[\d.]+ /, '')));
    assert.deepEqual(lines, [['VI_2 backup: startup', 'VI_2 master: silence'], []]);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('adds and removes addresses of a master in place, and changes its priority', async () => {
    const {street, a, b, since} = await pair();
    since();
    await configure(a, {priority: 150, addresses: [virtual, '10.0.0.101']});
    await street.pass(10);
    assert.deepEqual(await holders([a], '10.0.0.101'), [0]);
    await configure(a, {priority: 150, addresses: ['10.0.0.101']});
    await street.pass(10);
    assert.deepEqual(await holders([a]), []);
    assert.equal(a.status().present, 1);
    await configure(a, {priority: 50, addresses: ['10.0.0.101']});
    await configure(b, {priority: 100, addresses: ['10.0.0.101']});
    await street.pass(5000);
    assert.deepEqual(states(a, b), ['backup', 'master']);
  });

  test('of number, version or family is another router: the old one says goodbye', async () => {
    const {street, a, b} = await pair();
    await configure(a, {priority: 150, virtualRouter: 77});
    await street.pass(1000);
    assert.deepEqual(states(a, b), ['backup', 'master']); // the number has nobody, and its time is not over
    assert.equal(b.status().cause.type, 'gave-up');
  });

  test('that cannot be is refused, and nothing is changed', async () => {
    const {street, a} = await pair();
    const problems = await street.settle(
      a.speaker.configure(configuration([router({name: 'X'}), router({name: 'Y'})])),
    );
    assert.equal(problems.length, 1);
    assert.deepEqual(states(a), ['master']);
  });
});

describe('announcements', () => {
  const heard = async (announcements: {rate: number | undefined; isMinimal: boolean}, addresses: readonly string[]) => {
    const street = new VirtualSegment();
    const [a, observer] = [street.join('10.0.0.1'), street.join('10.0.0.3')];
    const times: number[] = [];
    observer.packets.openArp(2).onPacket = ({at}) => void times.push(at);
    const settings = configuration([router({addresses, rules: {announcing: {again: 0, refresh: 0, rival: 0}}})], {
      announcements,
    });
    await street.settle(a.speaker.configure(settings));
    await street.pass(10_000);
    return {street, a, times};
  };

  test('are one for each address where little is wanted', async () => {
    const {times, a, street} = await heard({rate: undefined, isMinimal: true}, [virtual, '10.0.0.101']);
    assert.equal(times.length, 2);
    assert.equal(a.speaker.announce('VI_1'), 2);
    assert.equal(a.speaker.announce('VI_2'), 0);
    await street.pass(10);
    assert.equal(times.length, 4);
  });

  test('keep to their rate', async () => {
    const addresses = Array.from({length: 40}, (_, i) => `10.0.1.${i}`);
    const {times} = await heard({rate: 100, isMinimal: false}, addresses);
    assert.equal(times.length, 200);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    assert.ok(last - first > 1950 && last - first < 2050, `${last - first} ms`);
  });
});

test('a speaker that is shut down before it knows its host says so, and begins nothing', async () => {
  const {street, a} = await pair();
  const state = await a.network.read();
  for (const isTold of [false, true]) {
    const network = Object.assign(Object.create(a.network), {
      watch: (tell: (events: readonly NetworkEvent[]) => void) => {
        if (isTold) queueMicrotask(() => tell([{type: 'snapshot', state}]));
        return {state: undefined, close() {}};
      },
    });
    const speaker = new Speaker({...a.world, network}, () => {});
    const configured = speaker.configure(configuration([router()]));
    await street.settle(speaker.shutdown());
    assert.equal((await street.settle(configured)).length, 1);
    assert.deepEqual(speaker.status().routers, []);
  }
});

test('where a socket cannot be had, nothing is changed', async () => {
  const {street, a} = await pair();
  const speaker = new Speaker(
    {
      ...a.world,
      packets: Object.assign(Object.create(a.packets), {
        openVrrp(): never {
          throw Object.assign(new Error('socket: operation not permitted'), {code: 'EPERM'});
        },
      }),
    },
    () => {},
  );
  const problems = await street.settle(speaker.configure(configuration([router()])));
  assert.deepEqual(problems, ['VI_1: no socket for advertisements on eth0: socket: operation not permitted']);
  assert.deepEqual(speaker.status().routers, []);
});

describe('many', () => {
  test('255 routers change places as one, and none of their advertisements is late', async () => {
    const street = new VirtualSegment();
    const [a, b] = [street.join('10.0.0.1'), street.join('10.0.0.2')];
    const many = Array.from({length: 255}, (_, i) => ({
      name: `VI_${i + 1}`,
      virtualRouter: i + 1,
      addresses: [`10.1.0.${i}`],
    }));
    await configure(a, ...many.map(choice => ({...choice, priority: 150})));
    await configure(b, ...many.map(choice => ({...choice, priority: 100})));
    await street.pass(6000);
    assert.equal((await a.addresses()).length, 256);
    await street.settle(a.speaker.shutdown());
    await street.pass(1000);
    assert.equal((await a.addresses()).length, 1);
    assert.equal((await b.addresses()).length, 256);
    assert.ok(b.speaker.status().routers.every(({counters}) => counters.late === 0 && counters.becameMaster === 1));
  });

  test('1,008 addresses are all told once before any is told twice', async () => {
    const street = new VirtualSegment();
    const [a, observer] = [street.join('10.0.0.1'), street.join('10.0.0.3')];
    const all = Array.from({length: 1008}, (_, i) => `10.1.${i >> 8}.${i & 255}`);
    const told: number[] = [];
    observer.packets.openArp(2).onPacket = ({bytes}) => void told.push(new DataView(bytes.buffer).getUint32(28));
    await configure(a, {addresses: all.slice(0, 255), excluded: all.slice(255)});
    await street.pass(4000);
    assert.equal(a.status().present, 1008);
    assert.equal(told.length, 5 * 1008);
    for (let round = 0; round < 5; round++)
      assert.equal(new Set(told.slice(1008 * round, 1008 * (round + 1))).size, 1008, `round ${round}`);
    await street.pass(6000);
    assert.equal(told.length, 10 * 1008);
  });
});

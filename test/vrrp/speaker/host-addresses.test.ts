import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, parseAddress} from '../../../src/net/address.js';
import {AddressRefusal} from '../../../src/kernel/rtnetlink/address-refusal.js';
import type {AddressChange, AddressFailureReason, InterfaceAddress, NetworkEvent} from '../../../src/vrrp/ports.js';
import {configure, holders, pair, states, virtual} from './pair.js';
import {configuration, router} from './settings.js';
import {type VirtualHost, VirtualSegment} from './virtual-hosts.js';

const address = (text: string) => parseAddress(text) as Address;

/** The kernel fails, as long as there is a reason. `unknown`: it does as it is told, and its answer is lost. */
function fail({network}: VirtualHost, reasonOf: (change: AddressChange) => AddressFailureReason | undefined): void {
  const apply = network.apply.bind(network);
  network.apply = async changes => {
    const reasons = changes.map(reasonOf);
    const heard = changes.filter((_, i) => reasons[i] === undefined || reasons[i] === 'unknown');
    const outcomes = new Map((await apply(heard)).map((outcome, i) => [heard[i], outcome]));
    return changes.map((change, i) => {
      const reason = reasons[i];
      return reason === undefined ? outcomes.get(change) : new AddressRefusal(reason, change, 'as the test wants it');
    });
  };
}

async function detailsOf(host: VirtualHost, text = virtual): Promise<InterfaceAddress | undefined> {
  const {addresses} = await host.network.read();
  return addresses.find(one => one.address.family === address(text).family && same(one, text));
}

function same(one: InterfaceAddress, text: string): boolean {
  return JSON.stringify(one.address) === JSON.stringify(address(text));
}

describe('what the kernel did not do', () => {
  test('a deletion that fails is repeated, and the goodbye waits for it', async () => {
    const {street, a, b} = await pair();
    let isFailing = true;
    fail(a, ({type}) => (isFailing && type === 'delete-address' ? 'refused' : undefined));
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(90);
    assert.deepEqual(states(a, b), ['backup', 'backup']);
    assert.deepEqual(await holders([a, b]), [0]);
    isFailing = false;
    await street.pass(1000);
    assert.deepEqual(states(a, b), ['backup', 'master']);
    assert.deepEqual(await holders([a, b]), [1]);
    assert.equal(b.status().cause.type, 'gave-up');
  });

  test('where it fails for good, nobody waits longer than a second or two, and it is tried on', async () => {
    const {street, a, b} = await pair();
    let isFailing = true;
    fail(a, ({type}) => (isFailing && type === 'delete-address' ? 'not-permitted' : undefined));
    a.said();
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(2500);
    assert.deepEqual(states(a, b), ['backup', 'master']);
    assert.deepEqual(await holders([a, b]), [0, 1]);
    assert.deepEqual(
      a.status().strays.map(({address: stray}) => stray),
      [address(virtual)],
    );
    assert.equal(a.said().filter(words => words.includes('as the test wants it')).length, 1);
    isFailing = false;
    await street.pass(2500);
    assert.deepEqual(await holders([a, b]), [1]);
    assert.deepEqual(a.status().strays, []);
  });

  test('a speaker that is shut down ends all the same', async () => {
    const {street, a} = await pair();
    fail(a, ({type}) => (type === 'delete-address' ? 'not-permitted' : undefined));
    await street.settle(a.speaker.shutdown(), 2500);
    assert.deepEqual(await holders([a]), [0]);
  });

  test('an answer that was lost is asked for again', async () => {
    const {street, a, b} = await pair();
    let lost = 1;
    fail(a, ({type}) => (type === 'delete-address' && lost-- > 0 ? 'unknown' : undefined));
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(1000);
    assert.deepEqual(states(a, b), ['backup', 'master']);
    assert.deepEqual(await holders([a, b]), [1]);
  });

  test('a master becomes master again while its deletion fails', async () => {
    const {street, a} = await pair();
    fail(a, ({type}) => (type === 'delete-address' ? 'refused' : undefined));
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(50);
    a.speaker.hold({VI_1: 'master'});
    await street.pass(5000);
    assert.deepEqual(states(a), ['master']);
    assert.deepEqual(await holders([a]), [0]);
    assert.equal(a.status().present, 1);
  });

  test('an addition that fails is repeated as long as it is wanted', async () => {
    const {street, a} = await pair({excluded: ['2001:db8::100']});
    let isDisabled = true; // disable_ipv6
    fail(a, ({type, address: {address: changed}}) =>
      isDisabled && type === 'add-address' && changed.family === 'ipv6' ? 'refused' : undefined,
    );
    const identity = {interface: 2, address: address('2001:db8::100'), prefixLength: 128};
    await street.settle(a.network.apply([{type: 'delete-address', address: identity}]));
    await street.pass(5000);
    assert.equal(a.status().present, 1);
    assert.equal(a.said().filter(words => words.includes('as the test wants it')).length, 1);
    isDisabled = false;
    const {announced} = a.status().counters;
    await street.pass(1500);
    assert.equal(a.status().present, 2);
    assert.equal(a.status().counters.announced, announced + 5);
    isDisabled = true;
    await street.settle(a.speaker.shutdown());
    assert.deepEqual(await holders([a], '2001:db8::100'), []);
  });

  test('what is not wanted any more is not added later', async () => {
    const {street, a, b} = await pair();
    let isFailing = true;
    fail(b, ({type}) => (isFailing && type === 'add-address' ? 'refused' : undefined));
    b.speaker.hold({VI_1: 'master'});
    await street.pass(500);
    b.speaker.hold({});
    isFailing = false;
    await street.pass(5000);
    assert.deepEqual(await holders([a, b]), [0]);
  });
});

describe('an address that is configured anew while its router is master', () => {
  const change = async (before: string, more: object) => {
    const {street, a} = await pair({addresses: [], excluded: [before]});
    const settings = router({priority: 150, addresses: [], excluded: [before]});
    const excluded = settings.excluded.map(own => ({...own, ...more}));
    const {announced} = a.status().counters;
    await street.settle(a.speaker.configure(configuration([{...settings, excluded}])));
    await street.pass(10);
    return {street, a, announced};
  };

  test('has its label, scope and broadcast address at once, and goes with them', async () => {
    const {street, a, announced} = await change(virtual, {
      label: 'eth0:1',
      scope: 253,
      broadcast: address('10.0.0.255'),
    });
    const found = await detailsOf(a);
    assert.deepEqual([found?.label, found?.scope, found?.broadcast], ['eth0:1', 253, address('10.0.0.255')]);
    assert.equal(a.status().present, 1);
    await street.pass(5000);
    assert.equal(a.status().counters.announced, announced + 5);
    assert.deepEqual(
      a.said().filter(words => words.includes('problem')),
      [],
    );
    await street.settle(a.speaker.shutdown());
    assert.deepEqual(await holders([a]), []);
  });

  for (const text of [virtual, '2001:db8::100'])
    test(`has its prefix length at once: ${text}`, async () => {
      const {street, a} = await change(text, {prefixLength: 27});
      const {addresses} = await a.network.read();
      assert.deepEqual(
        addresses.filter(one => same(one, text)).map(({prefixLength}) => prefixLength),
        [27],
      );
      await street.settle(a.speaker.shutdown());
      assert.deepEqual(await holders([a], text), []);
    });

  test('stays as it is where somebody else has it here', async () => {
    const street = new VirtualSegment();
    const a = street.join(virtual);
    const settings = router({priority: 255, addresses: [`${virtual}/24`]});
    await street.settle(a.speaker.configure(configuration([settings])));
    await street.pass(100);
    const addresses = settings.addresses.map(own => ({...own, label: 'eth0:1'}));
    await street.settle(a.speaker.configure(configuration([{...settings, addresses}])));
    await street.pass(100);
    assert.equal((await detailsOf(a))?.label, undefined);
    await street.settle(a.speaker.shutdown());
    assert.deepEqual(await holders([a]), [0]);
  });

  test('is not touched when it is configured as before', async () => {
    const {street, a} = await pair({addresses: [virtual, virtual]});
    const changes: AddressChange[] = [];
    fail(a, done => void changes.push(done));
    await configure(a, {priority: 150, addresses: [virtual, virtual], rules: {preemptDelay: 1}});
    await street.pass(100);
    assert.deepEqual(changes, []);
  });
});

describe('addresses of one subnet', () => {
  /** As Linux does without promote_secondaries: the first address of a subnet takes all others with it (IPv4). */
  function withSecondaries(host: VirtualHost, first: string, others: readonly string[]): void {
    const {network} = host;
    const apply = network.apply.bind(network);
    const watch = network.watch.bind(network);
    const isOther = (one: InterfaceAddress) => others.some(text => same(one, text));
    network.apply = async changes => {
      const outcomes = await apply(changes);
      const isGone = changes.some(
        change => change.type === 'delete-address' && same(change.address as InterfaceAddress, first),
      );
      const {addresses} = await network.read();
      if (isGone) await apply(addresses.filter(isOther).map(one => ({type: 'delete-address', address: one})));
      return outcomes;
    };
    network.watch = onEvents => watch(events => onEvents(events.map(event => flagged(event, isOther))));
  }

  function flagged(event: NetworkEvent, isOther: (one: InterfaceAddress) => boolean): NetworkEvent {
    return event.type === 'address-removed' && isOther(event.address)
      ? {...event, address: {...event.address, flags: ['secondary']}}
      : event;
  }

  test('that go with one that we delete are there again at once, however often', async () => {
    const street = new VirtualSegment();
    const a = street.join('10.0.0.1');
    withSecondaries(a, '10.1.0.1', ['10.1.0.2']);
    await configure(
      a,
      {priority: 150, addresses: ['10.1.0.1/24']},
      {priority: 150, name: 'VI_2', virtualRouter: 52, addresses: ['10.1.0.2/24']},
    );
    await street.pass(5000);
    a.said();
    for (let i = 0; i < 10; i++) {
      a.speaker.hold({VI_1: 'backup'});
      await street.pass(1);
      assert.deepEqual(await holders([a], '10.1.0.2'), [0], `time ${i}`);
      await street.pass(200);
      a.speaker.hold({VI_1: 'master'});
      await street.pass(200);
    }
    assert.deepEqual(
      a.said().filter(words => words.includes('problem')),
      [],
    );
    await street.settle(a.speaker.shutdown());
    assert.deepEqual(await a.addresses(), ['10.0.0.1']);
  });
});

describe('addresses that others left here', () => {
  const left = (text: string) => ({interface: 2, address: address(text), prefixLength: 32});

  test('are told, once, and shown until they are gone', async () => {
    const {street, a, b} = await pair();
    b.said();
    await street.settle(b.network.apply([{type: 'add-address', address: left(virtual)}]));
    await street.pass(5000);
    const said = b.said();
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /VI_1 problem: .*10\.0\.0\.100.*ip address del 10\.0\.0\.100\/32 dev eth0/);
    assert.deepEqual(
      b.status().strays.map(({address: stray}) => stray),
      [address(virtual)],
    );
    assert.deepEqual(a.status().strays, []);
    await street.settle(b.network.apply([{type: 'delete-address', address: left(virtual)}]));
    await street.pass(5000);
    assert.deepEqual(b.status().strays, []);
    assert.deepEqual(b.said(), []);
  });

  test('are told at the start, and when a master leaves them', async () => {
    const street = new VirtualSegment();
    const a = street.join('10.0.0.1');
    await street.settle(a.network.apply([{type: 'add-address', address: left(virtual)}]));
    a.speaker.hold({VI_1: 'backup'});
    await configure(a, {});
    await street.pass(2000);
    assert.equal(a.status().strays.length, 1);
    a.speaker.hold({VI_1: 'master'});
    await street.pass(2000);
    assert.deepEqual(a.status().strays, []);
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(2000);
    assert.equal(a.status().strays.length, 1);
  });

  test('are not told of an owner, nor those on their way out', async () => {
    const street = new VirtualSegment();
    const a = street.join(virtual);
    await configure(a, {priority: 255});
    a.speaker.hold({VI_1: 'backup'});
    await street.pass(5000);
    assert.deepEqual(a.status().strays, []);
    const {a: c, b: d, since, street: other} = await pair();
    since();
    d.speaker.hold({VI_1: 'master'});
    await other.pass(5000);
    d.speaker.hold({});
    await other.pass(5000);
    assert.deepEqual(
      since()
        .flat()
        .filter(words => words.includes('problem')),
      [],
    );
    assert.deepEqual([...c.status().strays, ...d.status().strays], []);
  });
});

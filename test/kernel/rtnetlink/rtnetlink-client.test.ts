import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {parseAddress} from '../../../src/net/address.js';
import {parseMac} from '../../../src/net/mac.js';
import type {Kernel, NetlinkSocket} from '../../../src/kernel/kernel.js';
import {RtnetlinkClient} from '../../../src/kernel/rtnetlink/rtnetlink-client.js';
import type {AddressChange, NetworkEvent} from '../../../src/vrrp/ports.js';
import {Namespace, namespacesMissing} from './namespace.js';

const address = (text: string) => parseAddress(text)!;

/** On this machine's kernel, in a network namespace of its own. */
describe('links and addresses of Linux', {skip: namespacesMissing()}, () => {
  let space: Namespace;
  let client: RtnetlinkClient;
  before(() => {
    space = new Namespace();
    space.batch([
      'link add veth0 address 02:00:00:00:00:01 mtu 1400 type veth peer name veth1',
      'link set veth0 up',
      'link set veth1 up',
    ]);
    client = new RtnetlinkClient(space.kernel);
  });
  after(() => {
    client.close();
    space.remove();
  });
  afterEach(() => {
    for (const family of ['-4', '-6']) space.ip(family, 'addr', 'flush', 'dev', 'veth0');
  });
  const index = () => space.indexOf('veth0');
  const own = async () => {
    const interfaceIndex = index();
    return (await client.read()).addresses.filter(({interface: of}) => of === interfaceIndex);
  };

  test('links are read as they are', async () => {
    space.ip('link', 'add', 'bridge0', 'type', 'bridge');
    space.ip('link', 'add', 'mac0', 'link', 'veth0', 'type', 'macvlan');
    space.ip('link', 'set', 'mac0', 'master', 'bridge0');
    const {links} = await client.read();
    const link = (name: string) => links.find(known => known.name === name)!;
    assert.deepEqual(link('veth0'), {
      index: index(),
      name: 'veth0',
      mac: parseMac('02:00:00:00:00:01'),
      mtu: 1400,
      isUp: true,
      isRunning: true,
      hasCarrier: true,
      isLoopback: false,
      operationalState: 'up',
      master: undefined,
      parent: space.indexOf('veth1'),
      kind: 'veth',
    });
    assert.equal(link('lo').isLoopback, true);
    assert.equal(link('mac0').kind, 'macvlan');
    assert.equal(link('mac0').parent, index());
    assert.equal(link('mac0').master, link('bridge0').index);
    assert.deepEqual([link('mac0').isUp, link('mac0').operationalState], [false, 'down']);
    space.ip('link', 'del', 'mac0');
    space.ip('link', 'del', 'bridge0');
  });

  test('addresses are added as they were asked for, of both families in one batch', async () => {
    const interfaceIndex = index();
    const changes: AddressChange[] = [
      {
        type: 'add-address',
        address: {
          interface: interfaceIndex,
          address: address('10.0.0.1'),
          prefixLength: 24,
          broadcast: address('10.0.0.255'),
          label: 'veth0:vip',
          scope: 253,
          flags: ['noprefixroute'],
          protocol: 18,
        },
      },
      {
        type: 'add-address',
        address: {
          interface: interfaceIndex,
          address: address('2001:db8::1'),
          prefixLength: 128,
          flags: ['nodad'],
          preferredLifetime: 0,
        },
      },
      {
        type: 'add-address',
        address: {interface: interfaceIndex, address: address('10.1.0.1'), prefixLength: 32, peer: address('10.1.0.2')},
      },
    ];
    assert.deepEqual(await client.apply(changes), [undefined, undefined, undefined]);
    const found = await own();
    assert.deepEqual(
      found.find(({label}) => label === 'veth0:vip'),
      {
        interface: interfaceIndex,
        address: address('10.0.0.1'),
        prefixLength: 24,
        peer: undefined,
        broadcast: address('10.0.0.255'),
        label: 'veth0:vip',
        scope: 253,
        flags: ['permanent', 'noprefixroute'],
        protocol: 18,
      },
    );
    assert.deepEqual(found.find(({peer}) => peer)?.peer, address('10.1.0.2'));
    const six = found.find(({address: {family}, prefixLength}) => family === 'ipv6' && prefixLength === 128)!;
    assert.deepEqual(six.flags, ['nodad', 'deprecated', 'permanent']);
    assert.deepEqual(await client.apply(changes.map(change => ({type: 'delete-address', address: change.address}))), [
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(
      (await own()).filter(({scope, address: {family}}) => family === 'ipv4' || scope === 0),
      [],
    );
  });

  test('each request of a batch has an outcome of its own, and failures keep nothing from being done', async () => {
    const here = {interface: index(), prefixLength: 32};
    const outcomes = await client.apply([
      {type: 'add-address', address: {...here, address: address('10.0.0.1')}},
      {type: 'add-address', address: {...here, address: address('10.0.0.1')}},
      {type: 'delete-address', address: {...here, address: address('10.0.0.9')}},
      {type: 'add-address', address: {...here, interface: 9999, address: address('10.0.0.2')}},
      {type: 'add-address', address: {...here, address: address('10.0.0.3'), prefixLength: 33}},
      {type: 'add-address', address: {...here, address: address('10.0.0.4')}},
    ]);
    assert.deepEqual(
      outcomes.map(outcome => outcome?.reason),
      [undefined, 'exists', 'absent', 'no-interface', 'refused', undefined],
    );
    assert.equal(outcomes[1]?.message, 'add-address 10.0.0.1/32: the interface has it already');
    assert.equal((await own()).filter(({address: {family}}) => family === 'ipv4').length, 2);
  });

  test('a thousand addresses are added and removed', async () => {
    const interfaceIndex = index();
    const addresses = Array.from({length: 1000}, (_, i) => ({
      interface: interfaceIndex,
      address: address(`10.9.${i >> 8}.${i & 255}`),
      prefixLength: 32,
    }));
    const changes = (type: AddressChange['type']) => addresses.map(one => ({type, address: one}));
    assert.ok((await client.apply(changes('add-address'))).every(outcome => outcome === undefined));
    assert.equal((await own()).filter(({address: {family}}) => family === 'ipv4').length, 1000);
    assert.ok((await client.apply(changes('add-address'))).every(outcome => outcome?.reason === 'exists'));
    assert.ok((await client.apply(changes('delete-address'))).every(outcome => outcome === undefined));
  });

  test('a watch begins with what is there, and tells of links and addresses as they come and go', async () => {
    const events: NetworkEvent[] = [];
    const failures: Error[] = [];
    const watch = client.watch(
      some => events.push(...some),
      error => failures.push(error),
    );
    await until(() => events.length > 0);
    assert.equal(events[0]?.type, 'snapshot');
    assert.deepEqual(watch.state, await client.read());
    space.ip('link', 'add', 'ifb1', 'type', 'ifb');
    space.ip('link', 'set', 'ifb1', 'up');
    space.ip('addr', 'add', '10.5.0.1/32', 'dev', 'ifb1');
    space.ip('link', 'set', 'ifb1', 'down');
    space.ip('link', 'del', 'ifb1');
    await until(() => events.some(({type}) => type === 'link-gone'));
    const types = events.map(({type}) => type);
    assert.equal(types.indexOf('link-appeared'), 1);
    for (const type of ['link-changed', 'address-added', 'address-removed'] as const) assert.ok(types.includes(type));
    assert.deepEqual(watch.state, await client.read());
    const told = events.length;
    watch.close();
    space.ip('addr', 'add', '10.5.0.2/32', 'dev', 'veth0');
    await client.read();
    assert.equal(events.length, told, 'nothing is told after closing');
    assert.deepEqual(failures, []);
  });

  test('a port of a bridge that leaves it is not a link that is gone', async () => {
    space.ip('link', 'add', 'bridge1', 'type', 'bridge');
    space.ip('link', 'add', 'veth2', 'type', 'veth', 'peer', 'name', 'veth3');
    const events: NetworkEvent[] = [];
    const watch = client.watch(some => events.push(...some), assert.fail);
    await until(() => events.length > 0);
    space.ip('link', 'set', 'veth2', 'master', 'bridge1');
    space.ip('link', 'set', 'veth2', 'nomaster');
    const masters = () =>
      events.flatMap(event => ('link' in event && event.link.name === 'veth2' ? [event.link.master] : []));
    await until(() => masters().at(-1) === undefined && masters().length > 1);
    assert.ok(!events.some(({type}) => type === 'link-gone'));
    watch.close();
    space.ip('link', 'del', 'bridge1');
    space.ip('link', 'del', 'veth2');
  });

  test('a storm of changes of which events are lost ends in the right state, told as a gap and differences', async t => {
    const events: NetworkEvent[] = [];
    const forgetful = new RtnetlinkClient(losingEventsOnce(space.kernelWithQueue(2000), 100)); // the queue holds few
    t.after(() => forgetful.close());
    const watch = forgetful.watch(some => events.push(...some), assert.fail);
    await until(() => events.length > 0);
    const lines = Array.from({length: 3000}, (_, i) => `addr add 10.${100 + (i >> 8)}.${i & 255}.1/32 dev veth0`);
    space.batch([...lines, ...lines.slice(0, 1500).map(line => line.replace(' add', ' del'))]);
    space.ip('addr', 'add', '10.7.7.7/32', 'dev', 'veth0');
    const last = address('10.7.7.7');
    await until(() => events.some(event => event.type === 'address-added' && sameAs(event.address.address, last)));
    assert.ok(
      events.some(({type}) => type === 'gap'),
      'events were lost',
    );
    assert.deepEqual(sorted(watch.state!.addresses), sorted((await client.read()).addresses));
    const known = new Set<string>();
    for (const event of events) {
      if (event.type === 'address-added') known.add(JSON.stringify(event.address.address));
      if (event.type === 'address-removed') known.delete(JSON.stringify(event.address.address));
    }
    assert.equal(known.size, 1501);
  });

  test('a watch that begins amid a storm is right when the storm is over', async () => {
    const events: NetworkEvent[] = [];
    const lines = Array.from({length: 2000}, (_, i) => `addr add 10.${100 + (i >> 8)}.${i & 255}.1/32 dev veth0`);
    const storm = import('node:child_process').then(
      ({spawn}) =>
        new Promise<void>(resolve => {
          const child = spawn('ip', ['-n', space.name, '-batch', '-'], {stdio: ['pipe', 'ignore', 'ignore']});
          child.stdin.end(`${[...lines, ...lines.map(line => line.replace(' add', ' del'))].join('\n')}\n`);
          child.on('exit', () => resolve());
        }),
    );
    await turn();
    const watches = Array.from({length: 4}, () => client.watch(some => events.push(...some), assert.fail));
    await storm;
    space.ip('addr', 'add', '10.7.7.8/32', 'dev', 'veth0');
    await until(() =>
      watches.every(watch => watch.state?.addresses.some(one => sameAs(one.address, address('10.7.7.8')))),
    );
    const {addresses} = await client.read();
    for (const watch of watches) {
      assert.deepEqual(sorted(watch.state!.addresses), sorted(addresses));
      watch.close();
    }
  });
});

const sameAs = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const sorted = (values: readonly unknown[]) => values.map(value => JSON.stringify(value)).sort();

/** A kernel whose first subscription overflows after some datagrams: the rest is dropped, and it says so once. */
function losingEventsOnce(kernel: Kernel, datagrams: number): Kernel {
  let subscriptions = 0;
  return {
    ...kernel,
    subscribeNetlink: (...words) => {
      const socket = kernel.subscribeNetlink!(...words);
      if (++subscriptions > 1) return socket;
      let count = 0;
      const lossy: NetlinkSocket = {
        onDatagram: () => {},
        onError: () => {},
        send: datagram => socket.send(datagram),
        close: () => socket.close(),
      };
      socket.onError = error => lossy.onError(error);
      socket.onDatagram = datagram => {
        if (++count <= datagrams) lossy.onDatagram(datagram);
        else if (count === datagrams + 300) lossy.onError(Object.assign(new Error('lost'), {code: 'ENOBUFS'}));
      };
      return lossy;
    },
  };
}

/** Lets the loop turn until something is so; the test runner's own patience ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatAddress, parseAddress} from '../../../src/net/address.js';
import type {AddressChange, NetworkEvent, NetworkPort, NetworkState, NewAddress} from '../../../src/vrrp/ports.js';

/** A host with one link that can pass packets and has no addresses. */
export interface NetworkBench {
  readonly port: NetworkPort;
  readonly link: number;
  setLink(isUp: boolean): void;
  /** Lets what happened be told until something is so. */
  until(isSo: () => boolean): Promise<void>;
  close(): void;
}

const address = (text: string) => parseAddress(text)!;

/** What every NetworkPort does. @param open makes a bench; each test has its own */
export function testNetworkPort(open: () => NetworkBench): void {
  const benchTest = (name: string, work: (bench: NetworkBench) => Promise<void>) =>
    test(name, async () => {
      const bench = open();
      try {
        await work(bench);
      } finally {
        bench.close();
      }
    });
  const own = async ({port, link}: NetworkBench) =>
    (await port.read()).addresses.filter(one => one.interface === link && one.scope !== 253);
  const adding = (...addresses: readonly NewAddress[]): AddressChange[] =>
    addresses.map(one => ({type: 'add-address', address: one}));

  benchTest('addresses are added as they were asked for, and taken away by their identity', async bench => {
    const here = {interface: bench.link, prefixLength: 32};
    const changes = adding(
      {
        interface: bench.link,
        address: address('10.0.0.1'),
        prefixLength: 24,
        broadcast: address('10.0.0.255'),
        label: 'eth0:vip',
        flags: ['noprefixroute'],
        protocol: 18,
      },
      {...here, address: address('10.2.0.1')},
      {...here, address: address('10.1.0.1'), peer: address('10.1.0.2')},
      {
        interface: bench.link,
        address: address('2001:db8::1'),
        prefixLength: 128,
        flags: ['nodad'],
        preferredLifetime: 0,
      },
    );
    assert.deepEqual(await bench.port.apply(changes), [undefined, undefined, undefined, undefined]);
    const found = await own(bench);
    const labelled = found.find(({label}) => label === 'eth0:vip');
    assert.deepEqual(labelled, {
      interface: bench.link,
      address: address('10.0.0.1'),
      prefixLength: 24,
      peer: undefined,
      broadcast: address('10.0.0.255'),
      label: 'eth0:vip',
      scope: 0,
      flags: ['permanent', 'noprefixroute'],
      protocol: 18,
    });
    assert.equal(found.find(one => formatAddress(one.address) === '10.2.0.1')?.label, 'eth0');
    assert.deepEqual(found.find(({peer}) => peer)?.peer, address('10.1.0.2'));
    const six = found.find(one => one.address.family === 'ipv6');
    assert.deepEqual(six?.flags, ['nodad', 'deprecated', 'permanent']);
    const deletions = changes.map(change => ({type: 'delete-address', address: change.address}) as const);
    assert.ok((await bench.port.apply(deletions)).every(outcome => outcome === undefined));
    assert.deepEqual(await own(bench), []);
  });

  benchTest('each change has an outcome of its own, and failures keep nothing from being done', async bench => {
    const here = {interface: bench.link, prefixLength: 32};
    const outcomes = await bench.port.apply([
      ...adding({...here, address: address('10.0.0.1')}, {...here, address: address('10.0.0.1')}),
      {type: 'delete-address', address: {...here, address: address('10.0.0.9')}},
      ...adding(
        {...here, interface: 9999, address: address('10.0.0.2')},
        {...here, address: address('10.0.0.3'), prefixLength: 33},
        {...here, address: address('10.0.0.4')},
      ),
    ]);
    assert.deepEqual(
      outcomes.map(outcome => outcome?.reason),
      [undefined, 'exists', 'absent', 'no-interface', 'refused', undefined],
    );
    assert.equal(outcomes[1]?.message, 'add-address 10.0.0.1/32: the interface has it already');
    assert.equal((await own(bench)).length, 2);
  });

  benchTest('a watch begins with what is there, and tells what comes, goes and stops running', async bench => {
    const events: NetworkEvent[] = [];
    const watch = bench.port.watch(some => events.push(...some), assert.fail);
    assert.ok(!watch.state, 'nothing is known before the snapshot');
    await bench.until(() => events.length > 0);
    assert.equal(events[0]?.type, 'snapshot');
    const [change] = adding({interface: bench.link, address: address('10.5.0.1'), prefixLength: 32}) as [AddressChange];
    await bench.port.apply([change]);
    await bench.until(() => events.some(({type}) => type === 'address-added'));
    bench.setLink(false);
    const isTold = (isRunning: boolean) => () =>
      events.some(event => event.type === 'link-changed' && event.link.isRunning === isRunning);
    await bench.until(isTold(false));
    assert.equal((await own(bench)).length, 1, 'an IPv4 address stays');
    bench.setLink(true);
    await bench.until(isTold(true));
    await bench.port.apply([{type: 'delete-address', address: change.address}]);
    await bench.until(() => events.some(event => event.type === 'address-removed' && event.address.scope !== 253));
    const ofIpv4 = (state: NetworkState | undefined) => state?.addresses.filter(one => one.address.family === 'ipv4');
    assert.deepEqual(ofIpv4(watch.state), ofIpv4(await bench.port.read()));
    const told = events.length;
    watch.close();
    await bench.port.apply([change]);
    await bench.port.read();
    assert.equal(events.length, told, 'nothing is told after closing');
  });
}

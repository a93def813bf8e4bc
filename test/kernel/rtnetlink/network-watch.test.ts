import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {parseAddress} from '../../../src/net/address.js';
import type {Kernel} from '../../../src/kernel/kernel.js';
import {InterruptedDump} from '../../../src/kernel/netlink/interrupted-dump.js';
import {addAddress, deleteAddress, identityKey} from '../../../src/kernel/rtnetlink/address.js';
import {Watch} from '../../../src/kernel/rtnetlink/network-watch.js';
import type {InterfaceAddress, Link, NetworkEvent, NetworkState} from '../../../src/vrrp/ports.js';
import {errorMessage, message, ScriptedSocket} from '../netlink/scripted-socket.js';

const link: Link = {
  index: 2,
  name: 'eth0',
  mac: undefined,
  mtu: 1500,
  isUp: true,
  isRunning: true,
  hasCarrier: true,
  isLoopback: false,
  operationalState: 'up',
  master: undefined,
  parent: undefined,
  kind: undefined,
};
const address = (last: number): InterfaceAddress => ({
  interface: 2,
  address: parseAddress(`10.0.0.${last}`)!,
  prefixLength: 32,
  peer: undefined,
  broadcast: undefined,
  label: undefined,
  scope: 0,
  flags: [],
  protocol: undefined,
});
const contentOf = (request: ReturnType<typeof addAddress>) => {
  const buffer = Buffer.alloc(request.payload.lengthOf());
  request.payload.write(buffer, 0);
  return buffer;
};
const added = (last: number) => message(20, 0, 0, contentOf(addAddress(address(last))));
const removed = (last: number) => message(21, 0, 0, contentOf(deleteAddress(address(last))));
const barrier = errorMessage(1, 0);

/** A watch whose kernel does nothing by itself. */
function scripted() {
  const sockets: ScriptedSocket[] = [];
  const readings: {resolve: (state: NetworkState) => void; reject: (error: Error) => void}[] = [];
  const events: NetworkEvent[] = [];
  const failures: Error[] = [];
  const kernel = {
    subscribeNetlink: () => {
      const socket = new ScriptedSocket();
      sockets.push(socket);
      return socket;
    },
  } as unknown as Kernel;
  const watch = new Watch(
    kernel,
    () => new Promise((resolve, reject) => readings.push({resolve, reject})),
    some => events.push(...some),
    error => failures.push(error),
  );
  const have = async (...lasts: readonly number[]) => {
    readings.at(-1)!.resolve({links: [link], addresses: lasts.map(address)});
    await turn();
  };
  return {
    watch,
    events,
    failures,
    have,
    fail: async (error: Error) => {
      readings.at(-1)!.reject(error);
      await turn();
    },
    overflow: () => sockets.at(-1)!.onError(Object.assign(new Error('lost'), {code: 'ENOBUFS'})),
    say: (...messages: readonly Buffer[]) => sockets.at(-1)!.reply(...messages),
    sockets,
    told: () =>
      events.map(event => {
        if (event.type === 'snapshot') return `snapshot ${event.state.addresses.map(lastOf).join()}`;
        return 'address' in event ? `${event.type} ${lastOf(event.address)}` : event.type;
      }),
  };
}
const lastOf = (one: InterfaceAddress) => (one.address.family === 'ipv4' ? one.address.value & 255 : -1);

describe('a watch', () => {
  test('tells nothing before its barrier is reached, and applies what came meanwhile', async () => {
    const {have, say, told, sockets} = scripted();
    say(added(1), removed(2));
    await have(2, 3);
    say(added(4));
    assert.deepEqual(told(), []);
    assert.equal(sockets[0]!.datagrams[0]?.toString('hex'), '10000000010005000100000000000000');
    say(removed(3), barrier);
    assert.deepEqual(told(), ['snapshot 1,4']);
    say(added(5), removed(9));
    assert.deepEqual(told(), ['snapshot 1,4', 'address-added 5']);
  });

  test('begins again where events were lost, and tells the differences', async () => {
    const {have, say, told, sockets, overflow, watch} = scripted();
    await have(1, 2);
    say(barrier);
    overflow();
    assert.ok(sockets[0]!.isClosed);
    sockets[0]!.reply(added(9)); // of the old socket: older than what is read
    say(added(3));
    await have(2);
    say(removed(3), barrier, added(4));
    assert.deepEqual(told(), ['snapshot 1,2', 'gap', 'address-removed 1', 'address-added 4']);
    assert.deepEqual(watch.state?.addresses.map(identityKey), [address(2), address(4)].map(identityKey));
  });

  test('begins again where events are lost while it begins, however often', async () => {
    const {have, say, told, sockets, overflow} = scripted();
    overflow();
    await have(1);
    overflow();
    overflow();
    await have(2);
    say(barrier);
    assert.deepEqual(told(), ['snapshot 2']);
    assert.deepEqual(
      sockets.map(socket => socket.isClosed),
      [true, true, true, false],
    );
  });

  test('begins again where nothing stood still to be read', async () => {
    const {have, say, told, fail} = scripted();
    await fail(new InterruptedDump());
    await have(1);
    say(barrier);
    assert.deepEqual(told(), ['snapshot 1']);
  });

  test('ends with other failures, and with what it does not understand', async () => {
    const cases: ((script: ReturnType<typeof scripted>) => unknown)[] = [
      ({fail}) => fail(new Error('EPERM')),
      ({sockets}) => sockets[0]!.onError(new Error('broken')),
      ({say}) => say(Buffer.alloc(7)),
    ];
    for (const happen of cases) {
      const script = scripted();
      await happen(script);
      assert.equal(script.failures.length, 1);
      assert.ok(script.sockets[0]!.isClosed);
      script.say(barrier);
      assert.deepEqual(script.told(), []);
    }
  });

  test('tells nothing after it was closed', async () => {
    const {have, say, told, watch, overflow, sockets} = scripted();
    await have(1);
    watch.close();
    say(barrier, added(2));
    overflow();
    assert.deepEqual(told(), []);
    assert.equal(sockets.length, 1);
  });

  test('a link that is gone takes its addresses along, even where the kernel did not say so', async () => {
    const {have, say, told} = scripted();
    await have(1);
    say(barrier);
    const header = Buffer.from('00000100020000000000000000000000', 'hex');
    say(message(17, 0, 0, Buffer.concat([header, Buffer.from('09000300657468300000000000'.slice(0, 24), 'hex')])));
    assert.deepEqual(told(), ['snapshot 1', 'address-removed 1', 'link-gone']);
  });
});

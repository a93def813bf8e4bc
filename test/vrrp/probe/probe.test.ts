import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatAddress, ipv4, type Ipv4Address, parseAddress} from '../../../src/net/address.js';
import {formatMac} from '../../../src/net/mac.js';
import {decodeArpFrame, encodeArpFrame, gratuitousArp} from '../../../src/vrrp/arp-packet.js';
import {
  decodeNeighbourFrame,
  encodeNeighbourFrame,
  unsolicitedNeighbourAdvertisement,
} from '../../../src/vrrp/neighbour-frame.js';
import {type AddressHolder, askForAddresses} from '../../../src/vrrp/probe/ask-for-addresses.js';
import {askForListeners} from '../../../src/vrrp/probe/ask-for-listeners.js';
import {Neighbourhood} from './neighbourhood.js';

const words = (found: readonly Omit<AddressHolder, 'at'>[]) =>
  found.map(({address, mac}) => `${formatAddress(address)} ${formatMac(mac)}`).sort();
const addresses = (...texts: readonly string[]) => texts.map(text => parseAddress(text)!);

/** A host that answers for its addresses, after so many questions that it did not hear. */
function answering(host: ReturnType<Neighbourhood['join']>, address: string, deafTo = 0): {asked: number} {
  const counts = {asked: 0};
  const own = parseAddress(address)!;
  const {packets, station} = host;
  if (own.family === 'ipv4') {
    const socket = packets.openArp(2);
    socket.onPacket = ({bytes}) => {
      const packet = decodeArpFrame(bytes)?.packet;
      if (packet?.operation !== 'request' || packet.targetAddress.value !== own.value) return;
      assert.deepEqual(packet.senderAddress, ipv4(0), 'nobody shall learn anything from a question');
      if (++counts.asked <= deafTo) return;
      const reply = gratuitousArp(station.mac, own);
      socket.send(encodeArpFrame({...reply, packet: {...reply.packet, operation: 'reply', targetAddress: ipv4(0)}}));
    };
  } else {
    const socket = packets.openNeighbours(2);
    socket.onPacket = ({bytes}) => {
      const message = decodeNeighbourFrame(bytes)?.message;
      if (message?.type !== 'solicitation' || message.target.words.join() !== own.words.join()) return;
      if (++counts.asked > deafTo)
        socket.send(encodeNeighbourFrame(unsolicitedNeighbourAdvertisement(station.mac, own, false)));
    };
  }
  return counts;
}

describe('asking who has addresses', () => {
  test('tells every other station that answers, of both families, and asks no more for what was answered', async () => {
    const hood = new Neighbourhood();
    const [self, one, other] = [hood.join('10.0.0.1'), hood.join(), hood.join()];
    const counts = [
      answering(self, '10.0.0.100'),
      answering(one, '10.0.0.100'),
      answering(other, '10.0.0.100'),
      answering(one, '2001:db8::100'),
    ];
    const wanted = addresses('10.0.0.100', '10.0.0.101', '2001:db8::100');
    const found = await hood.settle(askForAddresses(self.world, self.link, wanted));
    assert.deepEqual(words(found), [
      '10.0.0.100 02:00:00:00:00:02',
      '10.0.0.100 02:00:00:00:00:03',
      '2001:db8::100 02:00:00:00:00:02',
    ]);
    assert.deepEqual(
      counts.map(({asked}) => asked),
      [0, 1, 1, 1],
    );
    assert.ok(hood.now >= 1000 && hood.now < 1010, `it took a second, not ${hood.now} ms`);
  });

  test('asks three times, and gives up', async () => {
    const hood = new Neighbourhood();
    const [self, one] = [hood.join(), hood.join()];
    const counts = [answering(one, '10.0.0.100', 2), answering(one, '10.0.0.101', 3)];
    const found = await hood.settle(askForAddresses(self.world, self.link, addresses('10.0.0.100', '10.0.0.101')));
    assert.deepEqual(words(found), ['10.0.0.100 02:00:00:00:00:02']);
    assert.deepEqual(
      counts.map(({asked}) => asked),
      [3, 3],
    );
  });

  test('takes what a station says of its own accord for an answer', async () => {
    const hood = new Neighbourhood();
    const [self, one] = [hood.join(), hood.join()];
    const frame = encodeArpFrame(gratuitousArp(one.station.mac, parseAddress('10.0.0.100') as Ipv4Address));
    hood.after(500, () => one.packets.openArp(2).send(frame));
    assert.equal((await hood.settle(askForAddresses(self.world, self.link, addresses('10.0.0.100')))).length, 1);
  });

  test('fails where the link takes nothing, and leaves no timer', async () => {
    const hood = new Neighbourhood();
    const self = hood.join();
    self.network.setLink(2, 'down');
    const asking = askForAddresses(self.world, self.link, addresses('10.0.0.100'));
    await assert.rejects(hood.settle(asking), {code: 'ENETDOWN'});
    await assert.rejects(askForAddresses(self.world, self.link, Array(65).fill(ipv4(1))), RangeError);
  });
});

describe('asking who listens to the group of VRRP', () => {
  const report = Buffer.from(
    '01005e000016020000000002080046c00028000040000102f9f00a070002e0000016940400002200fbeb0000000102000000e0000012',
    'hex',
  );

  test('tells who reports it', async () => {
    const hood = new Neighbourhood();
    const [self, one] = [hood.join('10.0.0.1'), hood.join()];
    let queries = 0;
    const member = one.packets.openMembership(2, 'ipv4');
    member.onPacket = () => {
      queries++;
      hood.after(300, () => member.send(report));
    };
    const found = await hood.settle(askForListeners(self.world, await self.network.read(), self.link, 'ipv4'));
    assert.ok(Array.isArray(found));
    assert.deepEqual(words(found as AddressHolder[]), ['10.7.0.2 02:00:00:00:00:02']);
    assert.deepEqual([found[0].at, queries], [300, 1]);
  });

  test('asks twice, and says so where it cannot ask', async () => {
    const hood = new Neighbourhood();
    const [self, one] = [hood.join('10.0.0.1'), hood.join()];
    let queries = 0;
    one.packets.openMembership(2, 'ipv4').onPacket = () => queries++;
    const state = await self.network.read();
    assert.deepEqual(await hood.settle(askForListeners(self.world, state, self.link, 'ipv4')), []);
    assert.equal(queries, 2);
    assert.equal(await askForListeners(self.world, state, self.link, 'ipv6'), 'no-link-local-address');
    assert.equal(await askForListeners(self.world, state, {index: 1, mac: undefined}, 'ipv4'), 'no-ethernet');
  });
});

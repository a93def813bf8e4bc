import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatAddress, parseAddress} from '../../../src/net/address.js';
import {formatMac} from '../../../src/net/mac.js';
import {announce} from '../../../src/vrrp/announce/announce.js';
import {announcementsOf} from '../../../src/vrrp/announce/announcement.js';
import {announcementSchedule, gentlePace, keepalivedPace} from '../../../src/vrrp/announce/schedule.js';
import {decodeArpFrame, isGratuitous} from '../../../src/vrrp/arp-packet.js';
import {decodeNeighbourFrame} from '../../../src/vrrp/neighbour-frame.js';
import {Neighbourhood} from '../probe/neighbourhood.js';

describe('the schedule of announcements', () => {
  test('has each address five times at once, and again after five seconds, as keepalived does', () => {
    assert.deepEqual(
      [...announcementSchedule(2, keepalivedPace)],
      [0, 5000].map(at => ({at, places: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]})),
    );
  });

  test('keeps to its rate over rounds, and has every address in each', () => {
    for (const rate of [1, 7, 200, 3333]) {
      const batches = [...announcementSchedule(1000, {...gentlePace, rounds: 3, rate})];
      const packets = batches.flatMap(({at, places}) => places.map(place => ({at, place})));
      assert.deepEqual(
        packets.map(({place}) => place),
        Array.from({length: 3000}, (_, i) => i % 1000),
      );
      for (const [i, {at}] of packets.entries()) {
        const within = packets.findIndex(other => other.at > at - 1000);
        assert.ok(i - within < rate + rate / 50 + 1, `${i - within} packets within a second at a rate of ${rate}`);
      }
    }
  });

  test('waits a second between short rounds', () => {
    assert.deepEqual(
      [...announcementSchedule(1, {...gentlePace, rounds: 3})].map(({at}) => at),
      [0, 1000, 2000],
    );
  });
});

describe('announcing', () => {
  const prepared = async () => {
    const hood = new Neighbourhood();
    const [self, other] = [hood.join('10.0.0.100', '2001:db8::100'), hood.join()];
    const heard: string[] = [];
    other.packets.openArp(2).onPacket = ({bytes, at}) => {
      const frame = decodeArpFrame(bytes)!;
      assert.ok(isGratuitous(frame.packet) && frame.packet.operation === 'request');
      heard.push(`${at} ${formatAddress(frame.packet.senderAddress)} ${formatMac(frame.packet.senderMac)}`);
    };
    other.packets.openNeighbours(2).onPacket = ({bytes, at}) => {
      const {message} = decodeNeighbourFrame(bytes)!;
      assert.ok(message.type === 'advertisement' && message.overrides && message.isRouter);
      heard.push(`${at} ${formatAddress(message.target)} ${formatMac(message.targetMac!)}`);
    };
    const network = await self.network.read();
    const announcements = ['10.0.0.100', '2001:db8::100'].flatMap(text => {
      const found = announcementsOf(network, parseAddress(text)!);
      assert.ok(typeof found === 'object');
      return found;
    });
    return {hood, self, heard, network, announcements};
  };

  test('tells the neighbours of each address, round after round', async () => {
    const {hood, self, heard, announcements} = await prepared();
    const options = {pace: {...gentlePace, rounds: 2}, isRouter: () => true};
    const {sent, failures} = await hood.settle(announce(self.world, announcements, options));
    assert.deepEqual([sent, failures.size], [4, 0]);
    const expected = ['10.0.0.100', '2001:db8::100'].map(text => `${text} 02:00:00:00:00:01`);
    assert.deepEqual(heard, [...expected.map(line => `0 ${line}`), ...expected.map(line => `1000 ${line}`)]);
  });

  test('tells what was not taken, and ends early when interrupted', async () => {
    const {hood, self, announcements} = await prepared();
    let batches = 0;
    const options = {pace: {...gentlePace, rounds: 5}, isRouter: () => true, isInterrupted: () => ++batches > 2};
    const ended = await hood.settle(announce(self.world, announcements, options));
    assert.deepEqual([ended.sent, ended.isInterrupted], [4, true]);
    self.network.setLink(2, 'down');
    const {sent, failures} = await hood.settle(
      announce(self.world, announcements, {pace: gentlePace, isRouter: () => false}),
    );
    assert.deepEqual([sent, failures.size], [0, 2]);
  });

  test('is only of what this host has and others can reach', async () => {
    const {self, network} = await prepared();
    const address = parseAddress('10.0.0.100')!;
    assert.equal(announcementsOf(network, parseAddress('10.0.0.9')!), 'elsewhere');
    const loopback = {...network, links: network.links.map(link => ({...link, isLoopback: true}))};
    assert.equal(announcementsOf(loopback, address), 'loopback-only');
    self.network.setLink(2, 'no-carrier');
    assert.equal(announcementsOf(await self.network.read(), address), 'link-down');
    const tentative = {...network, addresses: network.addresses.map(one => ({...one, flags: ['dadfailed'] as const}))};
    assert.equal(announcementsOf(tentative, address), 'not-usable');
  });
});

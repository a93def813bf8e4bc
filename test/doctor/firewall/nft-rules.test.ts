import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readNft} from '../../../src/doctor/firewall/nft/read-nft.js';
import {walk} from '../../../src/doctor/firewall/walk.js';
import {packet, recorded} from './packets.js';

const rules = readNft(recorded('host.json'));

/** What host.nft does with packets, as nft(8) says it. */
const incoming = [
  ['tcp to 10.0.0.1:9999 in lo', 'passes', 'loopback'],
  ['tcp to 10.0.0.1:9999 in eth0', 'dropped', 'the reject at the end'],
  ['tcp to 10.0.0.1:9999 in eth0 state established', 'passes', 'a map from states to verdicts'],
  ['tcp to 10.0.0.1:22 in eth0 state invalid', 'dropped', 'the same map'],
  ['vrrp to 224.0.0.18 in eth0', 'passes', 'a protocol by its name, an interface by its beginning'],
  ['vrrp to 224.0.0.18 in eth01', 'passes', 'an interface that begins so'],
  ['vrrp to 224.0.0.18 in eth9', 'dropped', 'the rule for that interface'],
  ['vrrp to 224.0.0.18 in eth1', 'dropped', 'the reject at the end'],
  ['tcp from 192.0.2.7 to 10.0.0.1:22 in eth0', 'dropped', 'a set with a prefix'],
  ['tcp from 198.51.100.7 to 10.0.0.1:22 in eth0', 'dropped', 'a set with an address'],
  ['tcp from 198.51.100.8 to 10.0.0.1:22 in eth0', 'passes', 'an address beside that of the set'],
  ['tcp to 10.0.0.1:22 in eth0', 'passes', 'a block list is for some clients, not for all'],
  ['tcp to 10.0.0.5:443 in eth0', 'passes', 'a set of address and port'],
  ['tcp to 10.0.0.5:444 in eth0', 'dropped', 'another port than in the set'],
  ['tcp to 10.0.0.1:23 in eth0', 'dropped', 'a named map to drop'],
  ['tcp to 10.0.0.1:53 in eth0', 'dropped', 'a goto that returns ends in the policy'],
  ['tcp to 10.0.0.1:8050 in eth0', 'passes', 'a range of ports'],
  ['tcp to 10.0.0.1:8101 in eth0', 'dropped', 'behind the range'],
  ['tcp to 10.0.0.1:81 in eth0', 'some', 'only clients of one network'],
  ['tcp from 10.9.3.4 to 10.0.0.1:81 in eth0', 'passes', 'one of them'],
  ['tcp from 10.8.3.4 to 10.0.0.1:81 in eth0', 'dropped', 'none of them'],
  ['tcp to 10.0.0.1:82 in eth0', 'passes', 'a set of senders that rules fill holds some'],
  ['tcp to 10.0.0.1:83 in eth0', 'passes', 'limits are not reached'],
  ['tcp to 10.0.0.1:85 in eth0', 'passes', 'the flags of a first packet'],
  ['tcp to 10.0.0.1:86 in eth0', 'passes', 'an address of this host'],
  ['tcp to 10.0.0.1:87 in eth0', 'passes', 'senders have a way back'],
  ['udp to 10.0.0.1:514 in eth0', 'passes', 'a jump'],
  ['udp to 10.0.0.1:500 in eth0', 'dropped', 'a return goes on behind the jump'],
  ['udp to 224.0.0.81:8848 in eth0', 'dropped', 'its chain is for other ports'],
  ['tcp to 10.0.0.1:9 in eth0 mark 263', 'passes', 'the masked bits of a mark'],
  ['icmpv6 to fe80::1 in eth0', 'unclear', 'a type of ICMP is not known'],
] as const;

describe('rules of nft decide as nft(8) says', () => {
  for (const [text, expected, why] of incoming)
    test(`${text}: ${expected}, ${why}`, () => {
      assert.equal(walk(rules, packet(text), 'in').verdict, expected);
    });
});

describe('what leaves, and what is forwarded', () => {
  const verdict = (text: string, path: 'out' | 'through') => walk(rules, packet(text), path).verdict;
  test('an interface that is not the one', () => {
    assert.equal(verdict('tcp to 10.1.0.11:80 out eth1', 'out'), 'dropped');
    assert.equal(verdict('tcp to 10.1.0.11:80 out eth0', 'out'), 'passes');
    assert.equal(verdict('tcp to 10.1.0.13:8080 out eth0', 'out'), 'dropped');
  });
  test('answers that connection tracking knows pass, others do not', () => {
    assert.equal(verdict('tcp from 10.1.0.11:80 in eth1 out eth0 state established', 'through'), 'passes');
    assert.equal(verdict('tcp from 10.1.0.11:80 in eth1 out eth0 state invalid', 'through'), 'dropped');
    assert.equal(verdict('udp from 10.1.0.11:53 in eth1 out eth0', 'through'), 'dropped');
  });
});

test('it is told which rule decided, and where', () => {
  assert.equal(
    walk(rules, packet('tcp to 10.0.0.1:23 in eth0'), 'in').rule,
    'inet filter input: tcp dport vmap @ports',
  );
  assert.equal(
    walk(rules, packet('vrrp to 224.0.0.18 in eth9'), 'in').rule,
    'inet filter input: meta iifname eth9 meta l4proto vrrp drop',
  );
  assert.equal(
    walk(rules, packet('udp from 10.1.0.11:53 in eth1'), 'through').rule,
    'inet filter forward: policy drop',
  );
});

test('marks and translations on the way are kept', () => {
  assert.equal(walk(rules, packet('tcp to 10.0.0.7:80 in eth0'), 'in').mark, 7);
  assert.deepEqual(walk(rules, packet('tcp to 10.0.0.6:80 in eth0'), 'in').translations, [
    {part: 'destination', rule: 'ip nat prerouting: ip daddr 10.0.0.6 tcp dport 80 dnat'},
  ]);
  const answer = packet('tcp from 10.1.0.11:80 in eth1 out eth1 state established');
  assert.deepEqual(
    walk(rules, answer, 'through').translations.map(({part}) => part),
    ['source'],
  );
});

test('without what is in sets, they are not known', () => {
  const terse = readNft(recorded('host.json'), true);
  assert.equal(walk(terse, packet('tcp to 10.0.0.5:443 in eth0'), 'in').verdict, 'unclear');
  assert.equal(walk(terse, packet('tcp to 10.0.0.1:8050 in eth0'), 'in').verdict, 'unclear'); // the map of ports
});

test('tables that only iptables can tell are named', () => {
  assert.deepEqual(rules.ofIptables, []);
  assert.deepEqual(readNft(recorded('iptables-nft.json')).ofIptables.toSorted(), [
    'ip filter',
    'ip mangle',
    'ip nat',
    'ip raw',
  ]);
});

test('where somebody else takes a packet, rules behind do not see it', () => {
  const client = packet('tcp to 10.0.0.1:9999 in eth0');
  assert.equal(walk(rules, client, 'in', {hook: 'input', priority: 98}).verdict, 'dropped');
  assert.equal(walk(rules, client, 'in', {hook: 'input', priority: 0}).verdict, 'passes');
});

test('without rules everything passes', () => {
  assert.deepEqual(walk({chains: []}, packet('vrrp to 224.0.0.18 in eth0'), 'in'), {
    verdict: 'passes',
    rule: undefined,
    translations: [],
    mark: 0,
  });
});

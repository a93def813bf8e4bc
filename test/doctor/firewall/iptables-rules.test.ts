import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readIptables} from '../../../src/doctor/firewall/iptables/read-iptables.js';
import {ruleMistakes} from '../../../src/doctor/firewall/rule-mistakes.js';
import {walk} from '../../../src/doctor/firewall/walk.js';
import {packet, recorded} from './packets.js';

/** What the rules do with packets, as iptables(8) and iptables-extensions(8) say it. */
const incoming = [
  ['tcp to 10.0.0.1:22 in lo', 'passes', 'loopback'],
  ['tcp to 10.0.0.1:22 in eth0', 'dropped', 'the policy'],
  ['tcp to 10.0.0.1:22 in eth0 state established', 'passes', 'a state'],
  ['tcp to 10.0.0.1:81 in eth0', 'passes', 'what drops others than some networks drops some clients only'],
  ['tcp from 10.8.0.1 to 10.0.0.1:81 in eth0', 'dropped', 'one that is not of that network'],
  ['tcp from 10.9.0.1 to 10.0.0.1:81 in eth0', 'passes', 'one that is'],
  ['vrrp to 224.0.0.18 in eth0', 'dropped', 'ports 112 and 694 are no VRRP'],
  ['tcp to 10.0.0.5:443 in eth0', 'passes', 'several ports, and a chain'],
  ['tcp to 10.0.0.5:8050 in eth7', 'passes', 'a range of them, and interfaces that begin so'],
  ['tcp to 10.0.0.5:443 in bond0', 'dropped', 'another interface'],
  ['tcp to 10.0.0.4:443 in eth0', 'dropped', 'a return'],
  ['tcp to 10.0.0.9:443 in eth0', 'dropped', 'a goto to an empty chain returns to the first'],
  ['tcp to 10.0.0.8:83 in eth0', 'passes', 'not tracked since the table raw'],
  ['tcp to 10.0.0.1:83 in eth0', 'dropped', 'tracked'],
  ['tcp to 10.0.0.1:84 in eth0', 'passes', 'limits are not reached'],
  ['tcp to 10.0.0.1:85 in eth0', 'unclear', 'the content is not known'],
  ['udp to 224.0.0.81:8848 in eth0', 'passes', 'multicast'],
  ['tcp from 10.3.0.5 to 10.0.0.1:7 in eth0', 'passes', 'a range of addresses'],
  ['tcp from 10.3.0.10 to 10.0.0.1:7 in eth0', 'dropped', 'behind the range'],
] as const;

for (const name of ['iptables-nft.save', 'iptables-legacy.save']) {
  const rules = readIptables(recorded(name), 'ipv4');
  describe(`rules of ${name} decide as iptables(8) says`, () => {
    for (const [text, expected, why] of incoming)
      test(`${text}: ${expected}, ${why}`, () => {
        assert.equal(walk(rules, packet(text), 'in').verdict, expected);
      });
    test('packets of the other family are none of theirs', () => {
      assert.equal(walk(rules, packet('tcp to 2001:db8::1 in eth0'), 'in').verdict, 'passes');
    });
    test('marks and translations on the way are kept', () => {
      assert.equal(walk(rules, packet('tcp to 10.0.0.7:80 in eth0'), 'in').mark, 7);
      const redirected = walk(rules, packet('tcp to 10.0.0.6:80 in eth0'), 'in').translations;
      assert.deepEqual(redirected, [
        {
          part: 'destination',
          rule: 'iptables nat PREROUTING: -A PREROUTING -d 10.0.0.6/32 -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080',
        },
      ]);
    });
    test('answers of masqueraded servers are dropped by state', () => {
      const answer = (state: string) => packet(`tcp from 10.1.0.11:80 in eth1 out eth0 state ${state}`);
      assert.equal(walk(rules, answer('invalid'), 'through').verdict, 'dropped');
      assert.equal(walk(rules, answer('established'), 'through').verdict, 'passes');
    });
  });
}

test('only the tables that were asked for are read', () => {
  const rules = readIptables(recorded('iptables-nft.save'), 'ipv4', ['mangle']);
  assert.equal(walk(rules, packet('tcp to 10.0.0.1:22 in eth0'), 'in').verdict, 'passes');
  assert.equal(walk(rules, packet('tcp to 10.0.0.7:80 in eth0'), 'in').mark, 7);
});

test('rules of old instructions for VRRP are recognised', () => {
  const words = ruleMistakes(readIptables(recorded('iptables-nft.save'), 'ipv4')).map(one => one.words);
  assert.deepEqual(words, [
    'it lets UDP port 694 through: that is heartbeat, and VRRP is protocol 112',
    'it lets port 112 through: VRRP has no ports, it is protocol 112',
  ]);
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readIptables} from '../../../src/doctor/firewall/iptables/read-iptables.js';
import {judgeFirewall} from '../../../src/doctor/firewall/judge-firewall.js';
import {readNft} from '../../../src/doctor/firewall/nft/read-nft.js';
import {tableOf} from '../table-of.js';

const needs = {
  network: {links: [], addresses: []},
  routes: [],
  routers: [],
  heard: new Map(),
  table: tableOf(['fwmark/7 gate 10.0.0.12:0']).table,
  daemons: [],
  isConntracked: false,
};

/** Whether rules of the table mangle set mark 7. */
function isSet(rule: string, markers: readonly string[] = []): boolean | undefined {
  const rules = readIptables(`*mangle\n:PREROUTING ACCEPT [0:0]\n${rule}\nCOMMIT\n`, 'ipv4');
  return judgeFirewall(rules, {kinds: [], arp: [], markers}, needs).marks[0]?.isSet;
}

describe('the mark of a service', () => {
  test('is set by a rule, or by none', () => {
    assert.equal(isSet('-A PREROUTING -p tcp --dport 80 -j MARK --set-xmark 0x7/0xffffffff'), true);
    assert.equal(isSet('-A PREROUTING -p tcp --dport 80 -j MARK --set-xmark 0x8/0xffffffff'), false);
    assert.equal(isSet('-A PREROUTING -p tcp -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff'), false);
  });
  test('may come from the connection, a table, a queue, or from beside the rules', () => {
    for (const rule of [
      '-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff',
      '-A PREROUTING -j HMARK --hmark-tuple src --hmark-mod 10 --hmark-rnd 0x1',
      '-A PREROUTING -j SET --map-set marks src --map-mark',
      '-A PREROUTING -p tcp -j NFQUEUE --queue-num 0',
    ])
      assert.equal(isSet(rule), undefined, rule);
    assert.equal(isSet('', ['filters of tc on eth0']), undefined);
  });
});

test('tables of nf_tables for ARP and bridges are told, where they have rules', () => {
  const rule = (family: string, table: string) => ({
    rule: {family, table, chain: 'in', handle: 1, expr: [{drop: null}]},
  });
  const nftables = [
    {chain: {family: 'arp', table: 'empty', name: 'in', hook: 'input', prio: 0, policy: 'accept'}},
    rule('arp', 'filter'),
    rule('bridge', 'filter'),
    rule('inet', 'filter'),
  ];
  assert.deepEqual(readNft(JSON.stringify({nftables})).others, ['arp filter', 'bridge filter']);
});

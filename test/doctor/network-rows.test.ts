import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {FirewallFacts, FirewallVerdict} from '../../src/doctor/firewall-facts.js';
import {gre} from '../../src/ipvs/forwarding.js';
import {parseAddress} from '../../src/net/address.js';
import type {Address} from '../../src/net/address.js';
import {addresses, diagnosed, known, links, route, said, table, untold} from './healthy-facts.js';

const verdict = (purpose: FirewallVerdict['purpose'], change: Partial<FirewallVerdict>): FirewallVerdict => ({
  purpose,
  packet: 'clients of tcp/10.0.0.100:80',
  verdict: 'passes',
  rule: undefined,
  translated: undefined,
  ...change,
});
const firewall = (change: Partial<FirewallFacts>) => ({
  firewall: known({kinds: ['nf_tables'], verdicts: [], marks: [], mistakes: [], arp: [], markers: [], ...change}),
});

describe('firewall', () => {
  const codes = ['vrrp', 'sync', 'checks', 'clients', 'requests', 'answers'];
  test('what cannot be read is unknown', () => {
    for (const code of [...codes, 'marks', 'translation'])
      assert.deepEqual(said(`firewall-${code}`, {firewall: untold}), ['unknown: not looked at']);
  });
  test('what nobody needs is none', () => {
    for (const code of codes) assert.deepEqual(said(`firewall-${code}`, firewall({})), ['none']);
  });
  test('without rules all is good', () => {
    assert.deepEqual(said('firewall-clients', firewall({kinds: [], verdicts: [verdict('clients', {})]})), ['good']);
  });
  test('a dropped packet is wrong, with the rule and what to do', () => {
    const facts = firewall({verdicts: [verdict('clients', {verdict: 'dropped', rule: 'inet filter input: drop'})]});
    assert.deepEqual(said('firewall-clients', facts), [
      'wrong: clients of tcp/10.0.0.100:80: dropped by inet filter input: drop',
    ]);
    assert.match(
      diagnosed('firewall-clients', facts)[0]?.advice ?? '',
      /iptables -I INPUT -p tcp -d 10\.0\.0\.100 --dport 80 -j ACCEPT/,
    );
  });
  test('a rule that asks for what is not known leaves it unknown; some clients are enough', () => {
    const of = (one: FirewallVerdict['verdict']) =>
      said('firewall-clients', firewall({verdicts: [verdict('clients', {verdict: one, rule: 'a rule'})]}));
    assert.match(of('unclear').join(), /^unknown/);
    assert.deepEqual(of('some'), ['good']);
  });
  test('advertisements from some senders only are for somebody to look at', () => {
    const facts = firewall({verdicts: [verdict('vrrp', {verdict: 'some', rule: 'inet f in: policy drop'})]});
    assert.match(said('firewall-vrrp', facts).join(), /^unknown: .*some senders only/);
  });
  test('translation of requests is a risk where connections are tracked, and nothing else', () => {
    const translated = {part: 'source', rule: 'ip nat postrouting: masquerade'} as const;
    const facts = firewall({verdicts: [verdict('requests', {translated})]});
    assert.deepEqual(said('firewall-translation', facts), ['good']);
    assert.match(
      said('firewall-translation', {...facts, set: {'net.ipv4.vs.conntrack': '1'}}).join(),
      /^risk: .*masquerade$/,
    );
  });
  test('marks', () => {
    const of = (isSet: boolean | undefined) =>
      said('firewall-marks', firewall({marks: [{service: 'fwmark/7', fwmark: 7, isSet}]}));
    assert.deepEqual(of(true), ['good']);
    assert.deepEqual(of(false), ['wrong: fwmark/7: no rule sets its mark']);
    assert.match(of(undefined).join(), /^unknown/);
  });
  test('marks that something else may set are unknown', () => {
    const facts = firewall({
      marks: [{service: 'fwmark/7', fwmark: 7, isSet: undefined}],
      markers: ['filters of tc on eth0'],
    });
    assert.deepEqual(said('firewall-marks', facts), [
      'unknown: fwmark/7: filters of tc on eth0 may set marks, which cannot be told from here',
    ]);
  });
});

describe('links', () => {
  const state = (change: Parameters<typeof links>[0]) => ({
    network: known({links: links(change), addresses: addresses('eth0 10.0.0.100/32')}),
  });
  test('only those that matter', () => {
    assert.deepEqual(said('links', state({eth1: {isUp: false, isRunning: false}})), ['good']);
    assert.deepEqual(said('links', state({eth0: {isUp: false, isRunning: false}})), ['wrong: eth0: it is down']);
  });
  test('a bond with one leg, below a VLAN too', () => {
    const legs = {eth0: {kind: 'bond'}, eth1: {master: 2, isRunning: false}} as const;
    assert.deepEqual(said('links', state(legs)), ['risk: eth1 of eth0: it is down or has no carrier']);
    const vlan = {
      network: known({
        links: links({eth0: {kind: 'vlan', parent: 4}, eth1: {master: 4, isRunning: false}, tunl0: {kind: 'bond'}}),
        addresses: addresses('eth0 10.0.0.100/32'),
      }),
    };
    assert.deepEqual(said('links', vlan), ['risk: eth1 of tunl0: it is down or has no carrier']);
  });
});

describe('the way out', () => {
  const gateway = {address: parseAddress('10.0.0.254') as Address, interface: 'eth0'};
  test('asked or not', () => {
    assert.deepEqual(said('uplink'), ['good']);
    assert.deepEqual(said('uplink', {gateways: known([{...gateway, answers: true}])}), ['good']);
    assert.deepEqual(said('uplink', {gateways: known([{...gateway, answers: false}])}), [
      'wrong: gateway 10.0.0.254 on eth0: it does not answer',
    ]);
  });
  test('whose interface is down is not asked for more', () => {
    const network = known({links: links({eth0: {isRunning: false}}), addresses: []});
    const facts = {network, gateways: known([{...gateway, answers: false}])};
    assert.deepEqual(said('uplink', facts), ['wrong: default route on eth0: its interface is down or has no carrier']);
  });
  test('is spared by another of a lower metric', () => {
    const network = known({links: links({eth1: {isRunning: false}}), addresses: []});
    const spare = {...route('default', 'eth1', '10.1.0.254'), metric: 200};
    const routes = known([route('default', 'eth0', '10.0.0.254'), spare]);
    assert.deepEqual(said('uplink', {network, routes}), [
      'risk: default route on eth1: its interface is down or has no carrier',
    ]);
  });
  test('is missed by masqueraded servers only', () => {
    assert.deepEqual(said('uplink', {routes: known([])}), ['risk: there is no default route']);
    assert.deepEqual(said('uplink', {routes: known([]), ipvs: table(['tcp/10.0.0.100:80 gate 10.0.0.21:80'])}), [
      'none',
    ]);
  });
});

describe('links', () => {
  const dummy = (change: object) =>
    known({
      links: links({eth1: {name: 'kube-ipvs0', kind: 'dummy', isUp: false, isRunning: false}, ...change}),
      addresses: addresses('eth0 10.0.0.2/24', 'eth1 10.0.0.100/32'),
    });
  test('that are dummies need not be up', () => assert.deepEqual(said('links', {network: dummy({})}), ['none']));
  test('that are down carry nothing', () =>
    assert.deepEqual(said('links', {network: dummy({eth1: {isUp: false}})}), ['wrong: eth1: it is down']));
});

describe('who answers for virtual addresses', () => {
  const answer = (...macs: string[]) => ({
    answers: known([{address: parseAddress('10.0.0.100') as Address, interface: 'eth0', macs}]),
  });
  const elsewhere = {network: known({links: links(), addresses: addresses('eth0 10.0.0.2/24')})};
  test('nobody but this host, or nobody but the master', () => {
    assert.deepEqual(said('answers-for-vip', answer()), ['good']);
    assert.deepEqual(said('answers-for-vip', {...answer('02:00:00:00:00:01'), ...elsewhere}), ['good']);
  });
  test('another than this host, or two', () => {
    assert.match(
      said('answers-for-vip', answer('02:00:00:00:00:01')).join(),
      /^wrong: 10\.0\.0\.100 on eth0: .*answers/,
    );
    assert.match(
      said('answers-for-vip', {...answer('02:00:00:00:00:01', '02:00:00:00:00:02'), ...elsewhere}).join(),
      /^wrong: .* answer for it$/,
    );
  });
  test('nobody was asked', () => assert.deepEqual(said('answers-for-vip'), ['unknown: not looked at']));
});

describe('room in tunnels', () => {
  const facts = (mtu: number, line: string, type = 0) => ({
    ipvs: table([line], {server: {tunnel: {type, port: 0, flags: 0}}}),
    network: known({links: links({eth0: {mtu}}), addresses: addresses('eth0 10.0.0.2/24')}),
  });
  test('of 1480 bytes is told', () => {
    const [one] = diagnosed('tunnel-mtu', facts(1500, 'tcp/10.0.0.100:80 ipip 10.0.0.21:80'));
    assert.match(one?.is ?? '', /^room for 1480 bytes; clients have to hear ICMP/);
    assert.match(diagnosed('tunnel-mtu', facts(1500, 'tcp/10.0.0.100:80 ipip 10.0.0.21:80', gre))[0]?.is ?? '', /1476/);
    assert.equal(
      diagnosed('tunnel-mtu', facts(9000, 'tcp/10.0.0.100:80 ipip 10.0.0.21:80'))[0]?.is,
      'room for 8980 bytes',
    );
  });
  test('is too little for IPv6 below 1280', () => {
    const found = said('tunnel-mtu', facts(1290, 'tcp/[2001:db8::1]:80 ipip 10.0.0.21:80'));
    assert.deepEqual(found, ['risk: 10.0.0.21: room for 1270 bytes']);
  });
});

describe('the clock', () => {
  const clock = (isSynchronized: boolean | undefined, keptBy?: string) =>
    said('clock', {clock: known({isSynchronized, keptBy, maximumErrorMilliseconds: 12})});
  test('is kept, or not, or nobody tells', () => {
    assert.deepEqual(clock(true, 'chronyd'), ['good']);
    assert.deepEqual(clock(false), ['risk: not synchronized, and nothing that keeps it runs']);
    assert.deepEqual(clock(false, 'chronyd'), ['risk: not synchronized, although chronyd runs']);
    assert.match(clock(undefined).join(), /^unknown/);
  });
});

describe('addresses that a daemon left', () => {
  const network = known({
    links: links(),
    addresses: addresses('eth0 10.0.0.100/24').map(one => ({...one, protocol: 18})),
  });
  test('are told where no keepalived runs', () => {
    assert.deepEqual(said('leftover-addresses', {network}), [
      'wrong: 10.0.0.100 on eth0: keepalived added it, and none runs here',
    ]);
    assert.deepEqual(said('leftover-addresses'), ['none']);
  });
  test('are unknown in a container, where the keepalived of the host is not seen', () => {
    const programs = known({names: new Set<string>(), areAll: false});
    assert.match(said('leftover-addresses', {network, programs}).join(), /^unknown: .*container/);
  });
});

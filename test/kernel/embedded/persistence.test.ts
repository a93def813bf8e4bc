import assert from 'node:assert/strict';
import {test} from 'node:test';
import {receivePacket} from '../../../src/kernel/embedded/traffic/receive-packet.js';
import {stateName} from '../../../src/kernel/embedded/traffic/state-machine.js';
import {assertAddsUp, connect, establish, fromClient, newSite, packet, serverOf} from './directors.js';

const virtual = '10.0.0.1:443';
const shop = (options = '-p 300') => [
  `-A -t ${virtual} -s rr ${options}`,
  `-a -t ${virtual} -r 10.1.0.1:8443 -m`,
  `-a -t ${virtual} -r 10.1.0.2:8443 -m`,
];

test('a client stays with its server, through a template that its first established connection assures', async () => {
  const site = await newSite(...shop());
  const {director} = site;
  const first = connect(director, '172.16.0.1:4000', virtual);
  const template = first.control;
  assert.ok(template?.isTemplate);
  assert.equal(stateName(template), 'NONE');
  establish(director, first);
  assert.equal(stateName(template), 'ASSURED');
  for (let i = 1; i < 5; i++)
    assert.equal(serverOf(connect(director, `172.16.0.1:${4000 + i}`, virtual)), serverOf(first));
  assert.notEqual(serverOf(connect(director, '172.16.0.2:4000', virtual)), serverOf(first));
  assert.deepEqual([first.destination.persistent, first.destination.active], [1, 5]);
  assert.match(site.read('/proc/net/ip_vs_conn'), /TCP AC100001 0000 0A000001 01BB 0A01000\d 20FB ASSURED {9}300\n/);
  assertAddsUp(director);
  site.close();
});

test('a netmask makes neighbours one client', async () => {
  const site = await newSite(...shop('-p 300 -M 255.255.255.0'));
  const first = connect(site.director, '172.16.1.77:4000', virtual);
  assert.equal(serverOf(connect(site.director, '172.16.1.5:4000', virtual)), serverOf(first));
  assert.notEqual(serverOf(connect(site.director, '172.16.2.5:4000', virtual)), serverOf(first));
  assert.match(site.read('/proc/net/ip_vs_conn'), /TCP AC100100 0000 /);
  site.close();
});

test('an IPv6 prefix does the same', async () => {
  const vip = '[2001:db8::80]:81';
  const site = await newSite(
    `-A -t ${vip} -s rr -p 200 -M 64`,
    `-a -t ${vip} -r [fd02::2]:8081 -m`,
    `-a -t ${vip} -r [fd02::3]:8081 -m`,
  );
  const first = connect(site.director, '[fd01::2]:42001', vip);
  assert.equal(serverOf(connect(site.director, '[fd01::9]:42001', vip)), serverOf(first));
  assert.match(site.read('/proc/net/ip_vs_conn'), /TCP fd01:0000:0000:0000:0000:0000:0000:0000 0000 2001:/);
  site.close();
});

test('a template whose time is over while it has connections is kept a minute at a time', async () => {
  const site = await newSite(...shop('-p 30'));
  const connection = connect(site.director, '172.16.0.1:4000', virtual);
  establish(site.director, connection);
  site.pass(31_000);
  assert.deepEqual([connection.control?.timeout, connection.control?.expiresAt], [60_000, 90_000]);
  fromClient(site.director, connection, 'rst');
  site.pass(10_000);
  assert.equal(site.director.connections.size, 1);
  site.pass(50_000);
  assert.equal(site.director.connections.size, 0);
  assertAddsUp(site.director);
  site.close();
});

test('a quiesced server keeps its persistent clients, unless expire_quiescent_template is set', async () => {
  for (const setting of ['0', '1']) {
    const site = await newSite(...shop());
    site.kernel.writeProc('/proc/sys/net/ipv4/vs/expire_quiescent_template', setting);
    const first = connect(site.director, '172.16.0.1:4000', virtual);
    await site.ipvsadm(`-e -t ${virtual} -r ${serverOf(first)} -m -w 0`);
    const second = connect(site.director, '172.16.0.1:4001', virtual);
    assert.equal(serverOf(second) === serverOf(first), setting === '0');
    assert.equal(
      site.read('/proc/net/ip_vs_conn').includes(' FFFF 0A01000'),
      setting === '1',
      'the old template is put aside',
    );
    assertAddsUp(site.director);
    site.close();
  }
});

test('a service of a firewall mark pins clients whatever they connect to', async () => {
  const site = await newSite('-A -f 5 -s rr -p 100', '-a -f 5 -r 10.1.0.1:0 -g', '-a -f 5 -r 10.1.0.2:0 -g');
  const first = connect(site.director, '172.16.2.1:4000', '10.0.0.1:9000', 'syn', {fwmark: 5});
  const second = connect(site.director, '172.16.2.1:4000', '10.0.0.7:9001', 'syn', {fwmark: 5});
  assert.equal(serverOf(first), serverOf(second));
  assert.deepEqual([first.destinationPort, second.destinationPort], [9000, 9001]);
  assert.match(site.read('/proc/net/ip_vs_conn'), /IP {2}AC100201 0000 00000005 0000 0A01000\d 0000 NONE {12}100\n/);
  site.close();
});

test('a service of port 0 takes every port of its address that no other service has', async () => {
  const site = await newSite(
    '-A -t 10.0.0.3:0 -s rr -p 360',
    '-a -t 10.0.0.3:0 -r 10.1.0.1:0 -g',
    '-a -t 10.0.0.3:0 -r 10.1.0.2:0 -g',
  );
  const first = connect(site.director, '172.16.0.1:4000', '10.0.0.3:21');
  assert.equal(serverOf(connect(site.director, '172.16.0.1:4001', '10.0.0.3:5000')), serverOf(first));
  assert.match(site.read('/proc/net/ip_vs_conn'), /TCP AC100001 0000 0A000003 0000 /);
  site.close();
});

test('the sip engine pins calls, not clients, and drops what is none', async () => {
  const vip = '10.0.0.1:5060';
  const site = await newSite(
    `-A -u ${vip} -s rr -p 60 --pe sip -o`,
    `-a -u ${vip} -r 10.1.0.1:5060 -m`,
    `-a -u ${vip} -r 10.1.0.2:5060 -m`,
  );
  const call = (client: string, engineData?: string) =>
    receivePacket(site.director, packet(client, vip, 'datagram', engineData === undefined ? {} : {engineData}));
  assert.equal(call('172.16.1.2:5060').type, 'dropped');
  for (const [client, id] of [
    ['172.16.1.2:5060', 'a@x'],
    ['172.16.1.2:5060', 'b@x'],
    ['172.16.1.3:5060', 'a@x'],
  ] as const)
    assert.equal(call(client, id).type, 'forwarded');
  const text = site.read('/proc/net/ip_vs_conn');
  assert.match(text, /UDP AC100102 0000 0A000001 13C4 0A01000\d 13C4 NONE {13}60 sip a@x\n/);
  assert.equal(text.split('\n').length, 1 + 2 + 1);
  site.close();
});

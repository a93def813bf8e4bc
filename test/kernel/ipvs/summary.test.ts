import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Destination} from '../../../src/ipvs/destination.js';
import {masquerading, plainTunnel} from '../../../src/ipvs/forwarding.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import type {ServiceConfiguration, ServiceId} from '../../../src/ipvs/service.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import {ipv4, parseIpv6} from '../../../src/net/address.js';
import {joinSummary, readDestinationSummaries} from '../../../src/kernel/ipvs/summary.js';
import {recording} from '../../ipvsadm/recordings.js';
import {ScriptedKernel} from './scripted-kernel.js';

const header =
  'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n';
const server = (address: string) => `  -> ${address}:0050      Masq    1      2          3         \n`;

const tcp: ServiceId = {type: 'address', protocol: 6, address: ipv4(0x0a000001), port: 80};
const udp: ServiceId = {...tcp, protocol: 17};
const mark: ServiceId = {type: 'fwmark', family: 'ipv4', fwmark: 0xb2d05e00};

function serviceOf(id: ServiceId): ServiceConfiguration {
  return {id, scheduler: 'rr', flags: 2, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
}

const dumped: Destination = {
  address: ipv4(9),
  port: 9,
  forwarding: masquerading,
  weight: 9,
  upperThreshold: 0,
  lowerThreshold: 0,
  tunnel: plainTunnel,
  activeConnections: 0,
  inactiveConnections: 0,
  persistentConnections: 0,
  statistics: noStatistics,
};

/** Only what a summary may ask for; each read of services gives the next list, the last again and again. */
function ipvsWith(lists: readonly (readonly ServiceId[])[]) {
  const asked: string[] = [];
  let reads = 0;
  const ipvs = {
    serviceConfigurations: async () =>
      (lists[Math.min(reads++, lists.length - 1)] as readonly ServiceId[]).map(serviceOf),
    destinations: async (id: ServiceId) => {
      asked.push(id.type);
      return [dumped];
    },
  } as unknown as Ipvs;
  return {ipvs, asked, reads: () => reads};
}

/** As IpvsClient does it. */
function join(kernel: ScriptedKernel, ipvs: Ipvs) {
  const destinationSummaries: Ipvs['destinationSummaries'] = services => readDestinationSummaries(kernel, services);
  return joinSummary({...ipvs, destinationSummaries});
}

test('services and the lines of /proc/net/ip_vs are joined in their common order', async () => {
  const v6: ServiceId = {...tcp, address: parseIpv6('2001:db8::80')!};
  const odd: ServiceId = {...tcp, protocol: 47};
  const text = `${header}TCP  0A000001:0050 rr  \n${server('C0A80A02')}${server('C0A80A01')}UDP  0A000001:0050 rr ops  persistent 6000 FFFFFFFF\nTCP  [2001:0db8:0000:0000:0000:0000:0000:0080]:0050 rr \n${server('[2001:0db8:0000:0000:0000:0000:0000:a0a0]')}IP_47  0A000001:0050 rr  \nFWM  B2D05E00 rr \n`;
  const {ipvs, asked, reads} = ipvsWith([[tcp, udp, v6, odd, mark]]);
  const {entries} = await join(new ScriptedKernel(undefined, {'/proc/net/ip_vs': text}), ipvs);
  assert.deepEqual(
    entries.map(({destinations}) => destinations.length),
    [2, 0, 1, 0, 0],
  );
  assert.deepEqual(entries[0]?.destinations[0], {
    address: ipv4(0xc0a80a02),
    port: 80,
    forwarding: masquerading,
    weight: 1,
    activeConnections: 2,
    inactiveConnections: 3,
  });
  assert.deepEqual([asked, reads()], [[], 1]);
});

test('the recorded text of every kind of service joins with those services', async () => {
  const text = recording('cli', 'proc-096').stdout;
  const names = text
    .split('\n')
    .flatMap(line => /^(TCP|UDP|SCTP|FWM) +(\S+)/.exec(line) ?? [])
    .filter((_, i) => i % 3 !== 0);
  const ids: ServiceId[] = [];
  for (let i = 0; i < names.length; i += 2) ids.push(idOf(names[i] as string, names[i + 1] as string));
  const {ipvs, asked} = ipvsWith([ids]);
  const {entries} = await join(new ScriptedKernel(undefined, {'/proc/net/ip_vs': text}), ipvs);
  assert.equal(entries.length, ids.length);
  assert.equal(
    entries.reduce((sum, {destinations}) => sum + destinations.length, 0),
    text.match(/^ {2}-> [^R]/gm)?.length,
  );
  assert.deepEqual(asked, []);
});

test('an empty table needs no text', async () => {
  assert.deepEqual(await join(new ScriptedKernel(), ipvsWith([[]]).ipvs), {entries: []});
});

test('where text and services differ both are read again', async () => {
  let count = 0;
  const texts = [
    `${header}UDP  0A000001:0050 rr  \n`,
    header,
    `${header}TCP  0A000001:0050 rr  \n${server('C0A80A01')}`,
  ];
  const kernel = new ScriptedKernel(undefined, {'/proc/net/ip_vs': () => texts[count++] as string});
  const {ipvs, asked, reads} = ipvsWith([[tcp]]);
  assert.equal((await join(kernel, ipvs)).entries[0]?.destinations.length, 1);
  assert.deepEqual([asked, reads(), count], [[], 3, 3]);
});

for (const [what, text, id] of [
  ['another address', 'TCP  0A000002:0050 rr  ', tcp],
  ['another port', 'TCP  0A000001:0051 rr  ', tcp],
  ['another protocol', 'UDP  0A000001:0050 rr  ', tcp],
  ['another protocol behind the same letters', 'IP_6  0A000001:0050 rr  ', tcp],
  ['a mark where an address should be', 'FWM  0A000001 rr ', tcp],
  ['another mark', 'FWM  B2D05E01 rr ', mark],
  ['an address where a mark should be', 'TCP  B2D05E00:0050 rr  ', mark],
] as const) {
  test(`${what} is not the same service: its servers are asked for on their own`, async () => {
    const {ipvs, asked, reads} = ipvsWith([[id]]);
    const {entries} = await join(
      new ScriptedKernel(undefined, {'/proc/net/ip_vs': `${header}${text}\n${server('C0A80A01')}`}),
      ipvs,
    );
    assert.deepEqual(entries[0]?.destinations, [dumped]);
    assert.deepEqual([asked, reads()], [[id.type], 6], 'after five attempts');
  });
}

function idOf(word: string, text: string): ServiceId {
  if (word === 'FWM') return {type: 'fwmark', family: 'ipv4', fwmark: Number.parseInt(text, 16)};
  const protocol = word === 'TCP' ? 6 : word === 'UDP' ? 17 : 132;
  const [, v6, v4, port] = /^(?:\[(.+)\]|([0-9A-F]{8})):([0-9A-F]{4})$/.exec(text) as unknown as [
    string,
    string,
    string,
    string,
  ];
  const address = v6 ? parseIpv6(v6)! : ipv4(Number.parseInt(v4, 16));
  return {type: 'address', protocol, address, port: Number.parseInt(port, 16)};
}

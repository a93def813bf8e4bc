import assert from 'node:assert/strict';
import {test} from 'node:test';
import {connectionRecords, syncedConnectionRecords} from '../../../src/kernel/embedded/texts/connections-text.js';
import {newDirector} from '../../../src/kernel/embedded/director.js';
import {newConnection} from '../../../src/kernel/embedded/traffic/new-connection.js';
import {receivePacket} from '../../../src/kernel/embedded/traffic/receive-packet.js';
import {stateName, stateNumber} from '../../../src/kernel/embedded/traffic/state-machine.js';
import type {DestinationEntry} from '../../../src/kernel/embedded/table/entries.js';
import {parseConnection} from '../../../src/ipvs/connection-line.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {
  assertAddsUp,
  connect,
  destinationNamed,
  establish,
  fromClient,
  fromServer,
  newSite,
  onlyService,
  packet,
  serverOf,
} from './directors.js';
import {readJsonLines} from './fixtures.js';

const web = [
  '-A -t 10.0.0.1:80 -s rr',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m',
];

const recorded = new Map(
  readJsonLines<{id: string; stdout: string}>('fixtures/ipvsadm/traffic.jsonl').map(run => [run.id, run.stdout]),
);

for (const {id, records} of [
  {id: 'conn-010', records: connectionRecords},
  {id: 'conn-011', records: syncedConnectionRecords},
]) {
  test(`the recorded lines of ${id} are written as the kernel writes them`, () => {
    const lines = (recorded.get(id) as string).split('\n').slice(1, -1);
    for (const line of lines) {
      const director = newDirector(0, 0);
      const read = parseConnection(line.replace(' LOCAL ', ' ').replace(/ SYNC {2}/, ' '));
      assert.ok(read, line);
      const protocol = {IP: 0, TCP: 6, UDP: 17, SCTP: 132}[read.protocol] as number;
      const isTemplate = read.state === 'ASSURED' || read.state === 'NONE';
      const connection = newConnection(
        director,
        {
          family: read.client.address.family,
          protocol,
          client: read.client.address,
          clientPort: read.client.port,
          virtual: read.virtual.address,
          virtualPort: read.virtual.port,
          destination: {
            address: read.destination.address,
            port: read.destination.port,
            forwarding: 0,
          } as DestinationEntry,
          destinationPort: read.destination.port,
          isTemplate,
          timeout: read.expires * 1000 + 500,
        },
        read.persistenceData,
      );
      connection.state = stateNumber(protocol, isTemplate, read.state) as number;
      assert.deepEqual([...records(director, 0)], [`${line}\n`]);
    }
  });
}

const lives = [
  {
    name: 'the client closes',
    steps: ['client fin CLOSE_WAIT 60', 'server fin TIME_WAIT 120', 'client ack TIME_WAIT 120'],
  },
  {name: 'the server closes', steps: ['server fin FIN_WAIT 120', 'client fin TIME_WAIT 120']},
  {name: 'the client resets', steps: ['client rst CLOSE 10']},
  {name: 'the server resets', steps: ['server rst CLOSE 10']},
];

for (const {name, steps} of lives) {
  test(`a masqueraded TCP connection when ${name}`, async () => {
    const site = await newSite(...web);
    const {director} = site;
    const connection = connect(director, '172.16.0.1:40000', '10.0.0.1:80');
    const {destination} = connection;
    assert.deepEqual(
      [stateName(connection), connection.timeout, destination.active, destination.inactive],
      ['SYN_RECV', 60_000, 1, 0],
    );
    establish(director, connection);
    assert.deepEqual(
      [stateName(connection), connection.timeout, destination.active, destination.inactive],
      ['ESTABLISHED', 900_000, 1, 0],
    );
    for (const step of steps) {
      const [side, signal, state, seconds] = step.split(' ');
      if (side === 'client') fromClient(director, connection, signal as 'fin');
      else fromServer(director, connection, signal as 'fin');
      assert.deepEqual([stateName(connection), connection.timeout], [state, Number(seconds) * 1000]);
    }
    assert.deepEqual([destination.active, destination.inactive], [0, 1]);
    site.pass(connection.timeout);
    assert.equal(director.connections.size, 0);
    assert.deepEqual([destination.active, destination.inactive], [0, 0]);
    site.close();
  });
}

test('with direct routing only the client is seen: a FIN is FIN_WAIT, and nothing is counted out', async () => {
  const site = await newSite('-A -t 10.0.0.1:80 -s rr', '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -g');
  const connection = connect(site.director, '172.16.0.1:40000', '10.0.0.1:80');
  fromServer(site.director, connection, 'syn');
  assert.equal(stateName(connection), 'SYN_RECV');
  fromClient(site.director, connection, 'ack');
  assert.equal(stateName(connection), 'ESTABLISHED');
  fromClient(site.director, connection, 'fin');
  assert.equal(stateName(connection), 'FIN_WAIT');
  site.pass(2000);
  const [service] = await site.ipvs.services();
  assert.equal(service?.statistics.counters.outgoingPackets, 0n);
  assert.equal(service?.statistics.counters.incomingPackets, 3n);
  site.close();
});

test('an SCTP association is active while it is established, a UDP connection never', async () => {
  const site = await newSite(
    '-A --sctp-service 10.0.0.1:70 -s rr',
    '-a --sctp-service 10.0.0.1:70 -r 10.1.0.1:70 -m',
    '-A -u 10.0.0.1:53 -s rr',
    '-a -u 10.0.0.1:53 -r 10.1.0.2:53 -m',
  );
  const {director} = site;
  const association = connect(director, '172.16.0.1:1', '10.0.0.1:70', 'init');
  assert.deepEqual([stateName(association), association.destination.inactive], ['INIT1', 1]);
  fromServer(director, association, 'init-ack');
  assert.equal(stateName(association), 'C-SENT');
  fromClient(director, association, 'cookie-echo');
  assert.equal(stateName(association), 'C-REPLIED');
  fromServer(director, association, 'cookie-ack');
  assert.deepEqual(
    [stateName(association), association.destination.active, association.timeout],
    ['ESTABLISHED', 1, 900_000],
  );
  fromClient(director, association, 'shutdown');
  fromServer(director, association, 'shutdown-ack');
  fromClient(director, association, 'shutdown-complete');
  assert.deepEqual([stateName(association), association.destination.active], ['CLOSED', 0]);
  const datagram = connect(director, '172.16.0.1:1', '10.0.0.1:53', 'datagram');
  fromServer(director, datagram, 'datagram');
  assert.deepEqual(
    [stateName(datagram), datagram.timeout, datagram.destination.active, datagram.destination.inactive],
    ['UDP', 300_000, 0, 1],
  );
  site.close();
});

test('timeouts that were set hold from the next packet on', async () => {
  const site = await newSite(...web, '--set 100 20 30');
  const connection = connect(site.director, '172.16.0.1:40000', '10.0.0.1:80');
  establish(site.director, connection);
  assert.equal(connection.timeout, 100_000);
  await site.ipvsadm('--set 50 0 0');
  assert.equal(connection.timeout, 100_000);
  fromServer(site.director, connection, 'fin');
  assert.deepEqual([stateName(connection), connection.timeout], ['FIN_WAIT', 20_000]);
  site.close();
});

test('packets that begin nothing pass IPVS by, unless it is told to be sloppy', async () => {
  const site = await newSite(...web);
  const stray = packet('172.16.0.1:40000', '10.0.0.1:80', 'ack');
  assert.equal(receivePacket(site.director, stray).type, 'ignored');
  assert.equal(receivePacket(site.director, packet('172.16.0.1:1', '10.0.0.9:80')).type, 'ignored');
  site.kernel.writeProc('/proc/sys/net/ipv4/vs/sloppy_tcp', '1');
  assert.equal(receivePacket(site.director, stray).type, 'forwarded');
  site.close();
});

test('one-packet connections are counted and leave nothing', async () => {
  const site = await newSite('-A -u 10.0.0.1:53 -s rr -o', '-a -u 10.0.0.1:53 -r 10.1.0.1:53 -m');
  for (let i = 0; i < 5; i++) receivePacket(site.director, packet('172.16.0.1:4000', '10.0.0.1:53', 'datagram'));
  assert.equal(site.director.connections.size, 0);
  site.pass(2000);
  const [service] = await site.ipvs.services();
  assert.deepEqual([service?.statistics.counters.connections, service?.statistics.counters.incomingPackets], [5n, 5n]);
  site.close();
});

test('counters show what the estimator has copied, and rates move a quarter of the way each two seconds', async () => {
  const site = await newSite(...web);
  const read = async () => {
    const [service] = await site.ipvs.services();
    return [
      service?.statistics.counters.connections,
      service?.statistics.rates.connectionsPerSecond,
      service?.statistics.rates.incomingBytesPerSecond,
    ];
  };
  for (let i = 0; i < 10; i++) connect(site.director, `172.16.0.1:${4000 + i}`, '10.0.0.1:80', 'syn', {bytes: 6000});
  assert.deepEqual(await read(), [0n, 0n, 0n]);
  site.pass(1999);
  assert.deepEqual(await read(), [0n, 0n, 0n]);
  site.pass(1);
  assert.deepEqual(await read(), [10n, 1n, 7500n]); // 10 in 2 s is 5/s: a quarter is 1.25; 30000 B/s: 7500
  site.pass(2000);
  assert.deepEqual(await read(), [10n, 1n, 5625n]);
  for (let i = 0; i < 60; i++) site.pass(2000);
  assert.deepEqual(await read(), [10n, 0n, 0n]);
  assert.equal(site.director.moving.size, 0);
  site.close();
});

test('with run_estimation=0 counters stand still, and catch up afterwards', async () => {
  const site = await newSite(...web);
  const connections = async () => (await site.ipvs.services())[0]?.statistics.counters.connections;
  site.kernel.writeProc('/proc/sys/net/ipv4/vs/run_estimation', '0');
  connect(site.director, '172.16.0.1:4000', '10.0.0.1:80');
  site.pass(60_000);
  assert.equal(await connections(), 0n);
  site.kernel.writeProc('/proc/sys/net/ipv4/vs/run_estimation', '1');
  site.pass(2000);
  assert.equal(await connections(), 1n);
  site.close();
});

test('zeroing hides what has been seen; the row of the CPU and other services stay', async () => {
  const site = await newSite(...web, '-A -t 10.0.0.2:80 -s rr', '-a -t 10.0.0.2:80 -r 10.1.0.1:8080 -m');
  for (const virtual of ['10.0.0.1:80', '10.0.0.2:80']) connect(site.director, '172.16.0.1:4000', virtual);
  site.pass(2000);
  await site.ipvsadm('-Z -t 10.0.0.1:80');
  const counts = async () =>
    (await site.ipvs.table()).entries.map(({service, destinations}) =>
      [service, ...destinations].reduce((sum, {statistics}) => sum + statistics.counters.connections, 0n),
    );
  assert.deepEqual((await counts()).toSorted(), [0n, 2n]);
  assert.match(site.read('/proc/net/ip_vs_stats'), /\n {7}2 /);
  await site.ipvsadm('-Z');
  assert.deepEqual(await counts(), [0n, 0n]);
  assert.match(site.read('/proc/net/ip_vs_stats'), /\n {7}0 /);
  assert.match(site.read('/proc/net/ip_vs_stats_percpu'), /\n {2}0 {8}2 .*\n {2}~ {8}0 /);
  site.close();
});

test('conn_reuse_mode: a port used again in TIME_WAIT gets a new choice, or its old server', async () => {
  for (const mode of ['1', '0']) {
    const site = await newSite(...web);
    site.kernel.writeProc('/proc/sys/net/ipv4/vs/conn_reuse_mode', mode);
    const first = connect(site.director, '172.16.0.1:4000', '10.0.0.1:80');
    establish(site.director, first);
    fromClient(site.director, first, 'fin');
    fromServer(site.director, first, 'fin');
    const second = connect(site.director, '172.16.0.1:4000', '10.0.0.1:80');
    assert.equal(serverOf(second) === serverOf(first), mode === '0');
    site.pass(0);
    assert.equal(site.director.connections.size, 1);
    assertAddsUp(site.director);
    site.close();
  }
});

test('weight 0 keeps connections; a deleted server keeps them too, and drops their packets until it is back', async () => {
  const site = await newSite(...web);
  const {director} = site;
  const [first] = [
    connect(director, '172.16.0.1:4000', '10.0.0.1:80'),
    connect(director, '172.16.0.1:4001', '10.0.0.1:80'),
  ];
  for (const connection of director.connections.inCreation()) establish(director, connection);
  site.pass(2000);
  const server = serverOf(first);
  await site.ipvsadm(`-e -t 10.0.0.1:80 -r ${server} -m -w 0`);
  assert.equal(director.connections.size, 2);
  await site.ipvsadm(`-d -t 10.0.0.1:80 -r ${server}`);
  assert.equal(director.connections.size, 2);
  assert.equal(receivePacket(director, packet('172.16.0.1:4000', '10.0.0.1:80', 'ack')).type, 'dropped');
  site.pass(300_000); // the trash keeps what connections use
  await site.ipvsadm(`-a -t 10.0.0.1:80 -r ${server} -m`);
  const back = destinationNamed(director, server);
  assert.deepEqual([back.active, back.weight, back.statistics.live.connections], [1, 1, 1n]);
  assert.equal(receivePacket(director, packet('172.16.0.1:4000', '10.0.0.1:80', 'ack')).type, 'forwarded');
  assertAddsUp(director);
  site.close();
});

test('a deleted server without connections is forgotten after three to four minutes', async () => {
  const site = await newSite(...web);
  connect(site.director, '172.16.0.1:4000', '10.0.0.1:80');
  site.pass(70_000);
  const used = onlyService(site.director).destinations.find(
    ({statistics}) => statistics.live.connections > 0n,
  ) as DestinationEntry;
  const name = formatEndpoint(used);
  await site.ipvsadm(`-d -t 10.0.0.1:80 -r ${name}`);
  site.pass(170_000);
  assert.equal(site.director.trash.length, 1);
  site.pass(70_000);
  assert.equal(site.director.trash.length, 0);
  await site.ipvsadm(`-a -t 10.0.0.1:80 -r ${name} -m`);
  assert.equal(destinationNamed(site.director, name).statistics.live.connections, 0n);
  site.close();
});

test('deleting the service or everything leaves the connections; expire_nodest_conn=1 takes them', async () => {
  const site = await newSite(...web);
  connect(site.director, '172.16.0.1:4000', '10.0.0.1:80');
  await site.ipvsadm('-D -t 10.0.0.1:80');
  assert.equal(site.director.connections.size, 1);
  assert.match(
    site.read('/proc/net/ip_vs_conn'),
    /TCP AC100001 0FA0 0A000001 0050 0A01000[12] 1F90 SYN_RECV {9}\d\d\n/,
  );
  await site.ipvsadm(...web);
  site.kernel.writeProc('/proc/sys/net/ipv4/vs/expire_nodest_conn', '1');
  connect(site.director, '172.16.0.1:4001', '10.0.0.1:80');
  await site.ipvsadm('-C');
  assert.equal(site.director.connections.size, 0);
  assertAddsUp(site.director);
  site.close();
});

test('the recorded counts of 10 connections, and of 5 more, come out', async () => {
  const site = await newSite(
    '-A -t 10.0.0.1:80 -s rr',
    '-a -t 10.0.0.1:80 -r 172.16.2.2:8080 -m',
    '-a -t 10.0.0.1:80 -r 172.16.3.2:8080 -m -w 2',
  );
  const stats = async () => {
    site.pass(2300);
    const [entry] = (await site.ipvs.table()).entries;
    assert.ok(entry);
    return [entry.service, ...entry.destinations.toReversed()].map(({statistics}) =>
      Object.values(statistics.counters).join(' '),
    );
  };
  const open = (count: number, from: number) => {
    for (let i = 0; i < count; i++)
      establish(site.director, connect(site.director, `172.16.1.2:${from + i}`, '10.0.0.1:80'));
  };
  open(10, 44_000); // stats-028
  assert.deepEqual(await stats(), ['10 20 10 1120 600', '5 10 5 560 300', '5 10 5 560 300']);
  open(5, 45_000); // stats-030: the fifteenth went to the other server there
  assert.deepEqual((await stats()).toSorted(), ['15 30 15 1680 900', '7 14 7 784 420', '8 16 8 896 480']);
  site.close();
});

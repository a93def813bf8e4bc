import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {createServer} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {encodeQuery} from '../../../src/checks/probe/dns/dns-codec.js';
import {startDnsProbe} from '../../../src/checks/probe/dns-probe.js';
import type {DnsProbe} from '../../../src/checks/probe/probe.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';

const pattern = (source: string) => ({
  source,
  options: [],
  mustNotMatch: false,
  leastOffset: undefined,
  mostOffset: undefined,
});

test('what is no name or no type is not asked for', () => {
  assert.throws(() => encodeQuery(1, 'A', 'a..b'), /a label is empty/);
  assert.throws(() => encodeQuery(1, 'A', `${'a'.repeat(64)}.b`), /longer than 63 bytes/);
  assert.throws(() => encodeQuery(1, 'A', `${'abcdefg.'.repeat(32)}com`), /longer than 253 bytes/);
  assert.throws(() => encodeQuery(1, 'NONE', 'a.b'), /no DNS type NONE/);
  const query = (type: string, name: string) => Buffer.from(encodeQuery(0x1234, type, name)).toString('latin1');
  assert.equal(query('SOA', '.'), '\x12\x34\x01\0\0\x01\0\0\0\0\0\0\0\0\x06\0\x01');
  assert.match(query('PTR', '10.1.2.3'), /\x013\x012\x011\x0210\x07in-addr\x04arpa\0\0\x0c\0\x01$/);
  assert.match(query('PTR', 'fd00::1'), /\x011\x010.*\x01d\x01f\x03ip6\x04arpa\0\0\x0c\0\x01$/);
});

describe('DNS', {skip: enterOwnNetwork()}, () => {
  const world = linuxProbeWorld();
  const ask = (port: number, parts: Partial<DnsProbe> = {}, address = '127.0.0.1') =>
    verdictOf(
      startDnsProbe,
      {
        type: 'dns',
        target: {address: parseAddress(address)!, port},
        limits: {connect: 400, silence: 400, whole: 1000},
        over: 'udp',
        recordType: 'A',
        name: 'www.example.org',
        pattern: undefined,
        ...parts,
      },
      world,
    );

  describe('of dnsmasq', () => {
    const port = 5300;
    let server: ChildProcess;
    before(async () => {
      const many = Array.from({length: 60}, (_, i) => `--host-record=many.example.org,10.2.0.${i + 1}`);
      server = spawn(
        'dnsmasq',
        [
          '--keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --pid-file= --user=root --log-facility=-',
          `--port=${port} --bind-interfaces --listen-address=127.0.0.1,::1 --local=/example.org/`,
          '--host-record=www.example.org,10.1.0.1,fd00::1 --host-record=www.example.org,10.1.0.2',
          ...many,
        ].flatMap(words => words.split(' ')),
        {stdio: ['ignore', 'ignore', 'inherit']},
      );
      for (let i = 0; i < 100 && (await ask(port)).type !== 'up'; i++); // every try takes its time while it starts
    });
    after(async () => {
      if (server.kill()) await once(server, 'exit');
    });

    test('an answer without an error is up, over both families and both protocols', async () => {
      for (const over of ['udp', 'tcp'] as const)
        for (const address of ['127.0.0.1', '::1']) {
          const verdict = await ask(port, {over}, address);
          assert.deepEqual([verdict.type, verdict.words], ['up', 'NOERROR for A www.example.org, answers: 2']);
        }
      assert.equal((await ask(port, {recordType: 'MX'})).words, 'NOERROR for MX www.example.org, answers: 0');
    });

    test('a name that is not there and a question that is refused are down', async () => {
      for (const over of ['udp', 'tcp'] as const) {
        const verdict = await ask(port, {over, name: 'nothing.example.org'});
        assert.deepEqual(
          {...verdict, latency: 0},
          {
            type: 'down',
            layer: 'L7',
            words: 'NXDOMAIN for A nothing.example.org',
            latency: 0,
            isSilence: false,
          },
        );
      }
      assert.equal((await ask(port, {recordType: 'SOA', name: '.'})).words, 'REFUSED for SOA .');
    });

    test('an answer has to match what is expected, each by itself', async () => {
      const match = async (source: string, parts: Partial<DnsProbe> = {}) => {
        const {type, words} = await ask(port, {pattern: pattern(source), ...parts});
        return `${type}: ${words}`;
      };
      assert.equal(await match('^10\\.1\\.0\\.2$'), 'up: 10.1.0.2 for A www.example.org');
      assert.equal(await match('^10\\.9'), 'down: no answer of type A or PTR for A www.example.org is as expected');
      assert.match(await match(''), /^down: no answer is good enough/);
      assert.equal(await match('www', {recordType: 'PTR', name: '10.1.0.1'}), 'up: www.example.org for PTR 10.1.0.1');
      assert.match(await match('^10', {recordType: 'AAAA'}), /^down: no answer of type A or PTR/);
    });

    test('an answer that does not fit a datagram is asked for over TCP', async () => {
      const steps: string[] = [];
      const verdict = await new Promise<string>(resolve =>
        startDnsProbe(
          {
            type: 'dns',
            target: {address: parseAddress('127.0.0.1')!, port},
            limits: {connect: 400, silence: 400, whole: 1000},
            over: 'udp',
            recordType: 'A',
            name: 'many.example.org',
            pattern: pattern('^10\\.2\\.0\\.(1|60)$'),
          },
          world,
          ({type}) => resolve(type),
          ({name, words}) => steps.push(`${name}: ${words}`),
        ),
      );
      assert.equal(verdict, 'up', steps.join('\n'));
      assert.ok(steps.includes('send: A many.example.org over TCP'), steps.join('\n'));
    });
  });

  test('replies to other questions are left, and the right one still counts', async () => {
    const server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    server.on('message', (query, {port}) => {
      const reply = Buffer.from(query);
      reply[2] = 0x80;
      const foreign = Buffer.from(reply);
      foreign[0]! ^= 0x55;
      for (const one of [Buffer.from('x'), Buffer.alloc(0), query, foreign, Buffer.alloc(60_000, 1), reply])
        server.send(one, port, '127.0.0.1');
    });
    assert.equal((await ask(server.address().port)).type, 'up');
    server.close();
  });

  test('who sends nothing but other messages is down before the time is over', async () => {
    const server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    server.on('message', (query, {port}) => {
      for (let i = 0; i < 150; i++) server.send(query, port, '127.0.0.1');
    });
    const verdict = await ask(server.address().port);
    assert.equal(verdict.words, '100 messages came, and none was a reply to the query');
    server.close();
  });

  test('a query that is lost is sent again where an answer has to match, as by ldirectord', async () => {
    const server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    let asked = 0;
    server.on('message', (query, {port}) => {
      const reply = Buffer.concat([query, Buffer.from('c00c000100010000000500040a000001', 'hex')]); // an A
      reply[2] = 0x80;
      reply[7] = 1;
      if (++asked === 2) server.send(reply, port, '127.0.0.1');
    });
    const {port} = server.address();
    const hasty: typeof world.after = (delay, call) => world.after(delay === 5000 ? 50 : delay, call);
    const probe: DnsProbe = {
      type: 'dns',
      target: {address: parseAddress('127.0.0.1')!, port},
      limits: {connect: 400, silence: 400, whole: 1000},
      over: 'udp',
      recordType: 'A',
      name: 'a.b',
      pattern: pattern('10.0.0.1'),
    };
    const verdict = await verdictOf(startDnsProbe, probe, linuxProbeWorld({after: hasty}));
    assert.deepEqual([verdict.type, verdict.words, asked], ['up', '10.0.0.1 for A a.b', 2]);
    server.close();
  });

  test('silence, garbage and a closed port are down in time', async () => {
    const server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    let garbage: Buffer | undefined;
    server.on('message', (query, {port}) => {
      if (garbage) server.send(Buffer.concat([query.subarray(0, 2), garbage]), port, '127.0.0.1');
    });
    const {port} = server.address();
    const silent = await ask(port);
    assert.deepEqual([silent.type, silent.type === 'down' && silent.isSilence], ['down', true]);
    assert.ok(silent.latency > 395 && silent.latency < 450, String(silent.latency));
    garbage = Buffer.from(`8180ffffffffffffffff${'c00c'.repeat(40)}`, 'hex');
    const unreadable = await ask(port, {pattern: pattern('x')});
    assert.match(unreadable.words, /^the reply cannot be read/);
    server.close();
    await once(server, 'close');
    const closed = await ask(port);
    assert.deepEqual([closed.type, closed.type === 'down' && closed.layer], ['down', 'L4']);
  });

  test('over TCP, a server that never ends or ends too early is down in time', async () => {
    let talk: (bytes: string) => void = () => undefined;
    const server = createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.on('end', () => socket.destroy());
      talk = text => void socket.write(text);
      socket.on('data', () => (isEndless ? socket.write('\xff\xff', 'latin1') : socket.end('\0')));
    }).listen(0, '127.0.0.1');
    let isEndless = false;
    await once(server, 'listening');
    const {port} = server.address() as {port: number};
    const early = await ask(port, {over: 'tcp'});
    assert.match(early.words, /closed the connection after 1 byte/);
    isEndless = true;
    const endless = ask(port, {over: 'tcp'});
    const timer = setInterval(() => talk('\0'.repeat(1000)), 50);
    const verdict = await endless;
    clearInterval(timer);
    assert.equal(verdict.type, 'down');
    assert.ok(verdict.latency > 950 && verdict.latency < 1100, String(verdict.latency));
    server.close();
  });
});

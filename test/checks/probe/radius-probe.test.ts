import assert from 'node:assert/strict';
import {createHash, createHmac} from 'node:crypto';
import {createSocket, type Socket} from 'node:dgram';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {startRadiusProbe} from '../../../src/checks/probe/radius-probe.js';
import type {RadiusProbe} from '../../../src/checks/probe/probe.js';
import type {ProbeStep} from '../../../src/checks/probe/verdict.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {limits, missingPrograms, Servers, shortLimits, target} from './dialog/servers.js';

const skip = enterOwnNetwork() || missingPrograms('/usr/sbin/freeradius');
const servers = new Servers();
const world = linuxProbeWorld();
const sockets: Socket[] = [];
after(async () => {
  for (const socket of sockets) socket.close();
  await servers.end();
  await world.close();
});

const secret = 'between us';
const probe = (port: number, more: Partial<RadiusProbe> = {}): RadiusProbe => ({
  type: 'radius',
  target: target(port),
  limits,
  login: 'ann',
  password: {sealed: 'correct horse battery'},
  secret: {sealed: secret},
  ...more,
});

async function verdict(wanted: RadiusProbe, onStep?: (step: ProbeStep) => void): Promise<string> {
  const found = await verdictOf(startRadiusProbe, wanted, world, onStep);
  return `${found.type === 'down' ? found.layer : found.type}: ${found.words}`;
}

describe('access to a real server', {skip}, () => {
  before(async () => {
    writeFileSync(servers.path('dictionary'), '$INCLUDE /usr/share/freeradius/dictionary\n');
    writeFileSync(
      servers.path('users'),
      `ann Cleartext-Password := "correct horse battery"
  Reply-Message := "come in"
`,
    );
    const addresses = ['127.0.0.1', '::1'];
    writeFileSync(
      servers.path('radiusd.conf'),
      `logdir = ${servers.folder}
run_dir = ${servers.folder}
libdir = /usr/lib/freeradius
security {
  reject_delay = 0
  status_server = no
}
${addresses.map((address, i) => `client c${i} {\n  ipaddr = ${address}\n  secret = "${secret}"\n}`).join('\n')}
modules {
  pap {
  }
  files {
    usersfile = ${servers.path('users')}
  }
}
server default {
${addresses.map(address => `  listen {\n    type = auth\n    ipaddr = ${address}\n    port = 11812\n  }`).join('\n')}
  authorize {
    files
    pap
  }
  authenticate {
    pap
  }
}
`,
    );
    // an answer of any kind
    const isReady = async () => !(await verdict(probe(11812, {limits: shortLimits}))).startsWith('L4');
    await servers.run('/usr/sbin/freeradius', ['-f', '-l', 'stdout', '-d', servers.folder, '-n', 'radiusd'], isReady);
  });

  test('the right password is up, over IPv4 and IPv6', async () => {
    assert.equal(await verdict(probe(11812)), 'up: Access-Accept: come in');
    const overIpv6 = probe(11812, {target: {address: parseAddress('::1')!, port: 11812}});
    assert.equal(await verdict(overIpv6), 'up: Access-Accept: come in');
  });
  test('a wrong password is down, and is in no words and no step', async () => {
    const steps: ProbeStep[] = [];
    const said = await verdict(probe(11812, {password: {sealed: 'staple'}}), step => steps.push(step));
    assert.equal(said, 'L7: Access-Reject came, Access-Accept wanted: come in');
    assert.ok(steps.length > 0);
    assert.doesNotMatch(JSON.stringify([said, steps]), /staple|between/);
  });
  test('a wrong secret is down, and said to be one', async () => {
    assert.equal(
      await verdict(probe(11812, {secret: {sealed: 'another'}})),
      'L7: an answer that is not signed with our secret came: is the secret the same on both sides?',
    );
  });
  test('a password that is longer than there can be decides nothing', async () => {
    const said = await verdict(probe(11812, {password: {sealed: 'x'.repeat(129)}}));
    assert.equal(said, 'undecided: it cannot be asked: the password is longer than 128 bytes');
  });
});

describe('answers over RADIUS', {skip}, () => {
  /** A server of a few lines. @returns its port */
  async function answering(answer: (request: Buffer) => Buffer | undefined): Promise<number> {
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.on('message', (request, {port, address}) => {
      const bytes = answer(request);
      if (bytes) socket.send(bytes, port, address);
    });
    return socket.address().port;
  }

  function signed(request: Buffer, code: number, attributes: Buffer = Buffer.alloc(0)): Buffer {
    const answer = Buffer.concat([Buffer.from([code, request[1]!, 0, 0]), request.subarray(4, 20), attributes]);
    answer.writeUInt16BE(answer.length, 2);
    createHash('md5').update(answer).update(secret).digest().copy(answer, 4);
    return answer;
  }

  test('a challenge is not what is wanted, and neither is anything else', async () => {
    const challenge = await answering(request => signed(request, 11, Buffer.from('\x12\x06code')));
    assert.equal(await verdict(probe(challenge)), 'L7: Access-Challenge came, Access-Accept wanted: code');
    const other = await answering(request => signed(request, 77));
    assert.equal(await verdict(probe(other)), 'L7: code 77 came, Access-Accept wanted');
  });
  test('a Message-Authenticator is looked at', async () => {
    const withSignature = (key: string) => (request: Buffer) => {
      const empty = Buffer.concat([Buffer.from([80, 18]), Buffer.alloc(16)]);
      const unsigned = Buffer.concat([Buffer.from([2, request[1]!, 0, 38]), request.subarray(4, 20), empty]);
      createHmac('md5', key).update(unsigned).digest().copy(empty, 2);
      return signed(request, 2, empty);
    };
    assert.equal(await verdict(probe(await answering(withSignature(secret)))), 'up: Access-Accept');
    assert.match(await verdict(probe(await answering(withSignature('x')))), /^L7: a Message-Authenticator that is not/);
  });
  test('what is broken is down', async () => {
    const short = await answering(() => Buffer.from('what?'));
    assert.match(await verdict(probe(short)), /^L7: 5 bytes that are not RADIUS came/);
    const cut = await answering(request => signed(request, 2, Buffer.from([18, 200, 1])));
    assert.match(await verdict(probe(cut)), /^L7: attributes that are broken off came/);
    const late = await answering(request => {
      const answer = signed(request, 2);
      answer[1] = (request[1]! + 1) & 255;
      return answer;
    });
    assert.match(await verdict(probe(late)), /^L7: an answer to another request came/);
  });
  test('the authenticator of each request is another one', async () => {
    const seen = new Set<string>();
    const port = await answering(request => {
      seen.add(request.toString('hex', 4, 20));
      return signed(request, 2);
    });
    for (let i = 0; i < 20; i++) await verdict(probe(port));
    assert.equal(seen.size, 20);
  });
  test('silence is told in time, and a closed port at once', async () => {
    const port = await answering(() => undefined);
    const began = performance.now();
    assert.equal(await verdict(probe(port, {limits: shortLimits})), 'L4: no answer within 0.3 s');
    assert.ok(performance.now() - began < 400);
    assert.match(await verdict(probe(1)), /^L4: the port is closed/);
  });
});

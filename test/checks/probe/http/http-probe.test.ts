import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {describe, test} from 'node:test';
import type {HttpProbe, HttpRequest} from '../../../../src/checks/probe/probe.js';
import {startHttpProbe} from '../../../../src/checks/probe/http-probe.js';
import type {ProbeStep, Verdict} from '../../../../src/checks/probe/verdict.js';
import {linuxProbeWorld, verdictOf} from '../../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../../kernel/socket/own-network.js';
import {answer, httpProbe, pattern, respond} from '../responders.js';

const skip = enterOwnNetwork();
const world = linuxProbeWorld();
const md5 = (text: string) => createHash('md5').update(text, 'latin1').digest('hex');

/** What comes of a server that answers so. */
async function ask(
  text: string,
  request: Partial<HttpRequest> = {},
  more: Partial<HttpProbe> = {},
): Promise<{verdict: Verdict; asked: string[]; steps: string[]}> {
  const server = await respond(answer(text));
  const steps: ProbeStep[] = [];
  const probe = httpProbe(server.target, request, more);
  const verdict = await verdictOf(startHttpProbe, probe, world, step => steps.push(step));
  server.close();
  const asked = server.asked.map(one => one.replace(String(server.target.port), 'PORT'));
  return {verdict, asked, steps: steps.map(({name}) => name)};
}
const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello';

describe('an HTTP probe asks', {skip}, () => {
  for (const [version, lines] of [
    ['1.0', 'GET / HTTP/1.0|User-Agent: KeepAliveClient|Host: 127.0.0.1:PORT||'],
    ['1.0C', 'GET / HTTP/1.0|User-Agent: KeepAliveClient|Connection: close|Host: 127.0.0.1:PORT||'],
    ['1.1', 'GET / HTTP/1.1|User-Agent: KeepAliveClient|Connection: close|Host: 127.0.0.1:PORT||'],
  ] as const) {
    test(`as keepalived with version ${version}`, async () =>
      assert.deepEqual((await ask(ok, {}, {version})).asked, [lines.replaceAll('|', '\r\n')]));
  }
  test('for a virtual host without the port, that of the request before that of the check', async () => {
    const {asked} = await ask(ok, {virtualHost: 'a.example'}, {virtualHost: 'b.example'});
    assert.match(asked[0] as string, /\r\nHost: a\.example\r\n/);
    assert.match((await ask(ok, {}, {virtualHost: 'b.example'})).asked[0] as string, /\r\nHost: b\.example\r\n/);
  });
  test('a proxy for a whole URL', async () => {
    const {asked} = await ask(
      ok,
      {path: 'http://www.example/x'},
      {isProxy: true, manner: 'ldirectord', version: '1.1'},
    );
    assert.match(asked[0] as string, /^GET http:\/\/www\.example\/x HTTP\/1\.1\r\n.*Host: www\.example\r\n/s);
  });
  test('every request on a connection of its own, and stops at the first that fails', async () => {
    const server = await respond(answer(ok));
    const one = {
      path: '/',
      virtualHost: undefined,
      statusCodes: [[200, 299]] as const,
      digest: undefined,
      pattern: undefined,
    };
    const requests = [
      {...one, path: '/1'},
      {...one, path: '/2', statusCodes: [[404, 404]] as const},
      {...one, path: '/3'},
    ];
    const verdict = await verdictOf(startHttpProbe, httpProbe(server.target, {}, {requests}), world);
    server.close();
    assert.equal(verdict.words, 'GET /2: the status is 200, not 404');
    assert.deepEqual(
      server.asked.map(text => text.slice(0, 6)),
      ['GET /1', 'GET /2'],
    );
  });
});

describe('an HTTP probe with several requests', {skip}, () => {
  const one = {virtualHost: undefined, statusCodes: [[200, 299]] as const, digest: undefined, pattern: undefined};
  const requests = ['/1', '/2', '/3', '/4'].map(path => ({...one, path}));

  test('has its time for each of them', async () => {
    const server = await respond(socket => socket.once('data', () => setTimeout(() => socket.end(ok, 'latin1'), 200)));
    const limits = {connect: 400, silence: 400, whole: 400};
    const verdict = await verdictOf(startHttpProbe, httpProbe(server.target, {}, {requests, limits}), world);
    server.close();
    assert.equal(verdict.type, 'up', verdict.words);
    assert.ok(verdict.latency > 700, `${verdict.latency}`);
  });
});

describe('an HTTP probe judges', {skip}, () => {
  test('a status of the range as success, and tells its steps', async () => {
    const {verdict, steps} = await ask(ok);
    assert.equal(verdict.type, 'up');
    assert.equal(verdict.words, '200, 5 bytes');
    assert.deepEqual(steps, ['connect', 'send', 'first byte', 'status', 'end']);
  });
  test('another status as failure', async () => {
    const {verdict} = await ask('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    assert.equal(verdict.type === 'down' && verdict.layer, 'L7');
    assert.equal(verdict.words, 'GET /: the status is 503, not 200-299');
  });
  for (const [line, type] of [
    ['HTTP/1.1 200 OK', 'up'],
    ['ICY 200 OK', 'up'], // only the place of the status matters to keepalived
    ['HTTP/1.1 200', 'down'], // and the space behind it
    ['HTTP/1.1  200 OK', 'down'],
    ['HTTP/1.1 2000 OK', 'down'],
    ['hello', 'down'],
  ] as const)
    test(`the status line "${line}" as keepalived does`, async () =>
      assert.equal((await ask(`${line}\r\n\r\n`)).verdict.type, type));

  test('the digest of all that comes behind the header', async () => {
    assert.equal((await ask(ok, {digest: md5('hello').toUpperCase()})).verdict.type, 'up');
    const {verdict} = await ask(ok, {digest: md5('other')});
    assert.equal(verdict.words, `GET /: the digest of the body (5 bytes) is ${md5('hello')}, not ${md5('other')}`);
  });
  test('the digest up to Content-Length, which keepalived knows with these capitals alone', async () => {
    const body = (name: string) => `HTTP/1.1 200 OK\r\n${name}: 3\r\n\r\nhello`;
    assert.equal((await ask(body('Content-Length'), {digest: md5('hel')})).verdict.type, 'up');
    assert.equal((await ask(body('content-length'), {digest: md5('hello')})).verdict.type, 'up');
  });
  test('chunks as a part of the body, as keepalived, or not, as ldirectord', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n';
    const body = chunked.slice(chunked.indexOf('\r\n\r\n') + 4);
    assert.equal((await ask(chunked, {digest: md5(body)})).verdict.type, 'up');
    assert.equal((await ask(chunked, {digest: md5('hello')}, {manner: 'ldirectord'})).verdict.type, 'up');
  });
  test('a body that matches, and one that must not', async () => {
    assert.equal(
      (await ask(ok, {pattern: pattern('^h.l+o$')})).verdict.words,
      '200, the body (5 bytes) matches /^h.l+o$/',
    );
    assert.equal(
      (await ask(ok, {pattern: pattern('^X')})).verdict.words,
      'GET /: the body (5 bytes) does not match /^X/',
    );
    assert.equal((await ask(ok, {pattern: pattern('ell', {mustNotMatch: true})})).verdict.type, 'down');
    assert.equal((await ask(ok, {pattern: pattern('xyz', {mustNotMatch: true})})).verdict.type, 'up');
  });
  test('a match in the header too, as keepalived does, and not as ldirectord', async () => {
    const words = async (source: string, more = {}) => (await ask(ok, {pattern: pattern(source, more)})).verdict.words;
    assert.equal(await words('200 OK'), '200, the header, with the body behind it, matches /200 OK/');
    assert.match(await words('^HTTP.*hello$', {options: ['dotall']}), /^200, the header, with/);
    assert.match(await words('200 OK', {mustNotMatch: true}), /^GET \/: the header, with the body behind it, matches/);
    assert.match(await words('HTTP', {leastOffset: 1}), /does not match/);
    assert.match(await words('text', {leastOffset: 31, mostOffset: 31}), /matches/);
    const {verdict} = await ask(ok, {pattern: pattern('200 OK')}, {manner: 'ldirectord'});
    assert.equal(verdict.words, 'GET /: the body (5 bytes) does not match /200 OK/');
  });
  test('where a match begins', async () => {
    const at = (leastOffset?: number, mostOffset?: number) =>
      ask(ok, {pattern: pattern('l', {leastOffset, mostOffset})}, {manner: 'ldirectord'}).then(
        ({verdict}) => verdict.type,
      );
    assert.deepEqual([await at(2), await at(4), await at(0, 1), await at(0, 2)], ['up', 'down', 'down', 'up']);
  });
  test('a regular expression that takes too long as undecided, by its name', async () => {
    const body = `HTTP/1.1 200 OK\r\n\r\n${'a'.repeat(5000)}!`;
    const {verdict} = await ask(body, {pattern: pattern('^(a+)+$')});
    assert.equal(verdict.type, 'undecided');
    assert.match(verdict.words, /\^\(a\+\)\+\$.*100 ms/);
  });
});

describe('in the manner of ldirectord', {skip}, () => {
  const manner = 'ldirectord';
  test('the answer is over with its Content-Length, though the connection stays', async () => {
    const server = await respond(socket =>
      socket.once('data', () => socket.write('HTTP/1.1 200\r\ncontent-length: 5\r\n\r\nhello')),
    );
    const verdict = await verdictOf(startHttpProbe, httpProbe(server.target, {}, {manner, version: '1.1'}), world);
    server.close();
    assert.equal(verdict.words, '200, 5 bytes');
  });
  test('and with the header, for HEAD', async () => {
    const server = await respond(socket =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n')),
    );
    const verdict = await verdictOf(startHttpProbe, httpProbe(server.target, {}, {manner, method: 'HEAD'}), world);
    server.close();
    assert.equal(verdict.words, '200, 0 bytes');
    assert.match(server.asked[0] as string, /^HEAD \/ /);
  });
  test('redirects are followed, to names at the same server', async () => {
    const server = await respond(socket =>
      socket.once('data', bytes =>
        socket.end(
          String(bytes).startsWith('GET / ')
            ? 'HTTP/1.1 302 Found\r\nLocation: http://www.example/login?x=1\r\n\r\n'
            : 'HTTP/1.1 200 OK\r\n\r\nlogin',
        ),
      ),
    );
    const probe = httpProbe(server.target, {pattern: pattern('login')}, {manner, version: '1.1'});
    const verdict = await verdictOf(startHttpProbe, probe, world);
    server.close();
    assert.equal(verdict.type, 'up', verdict.words);
    assert.match(server.asked[1] as string, /^GET \/login\?x=1 HTTP\/1\.1\r\n.*Host: www\.example\r\n/s);
  });
  test('but not round in a circle, and not by keepalived', async () => {
    const circle = 'HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n';
    const {verdict, asked} = await ask(circle, {}, {manner});
    assert.match(verdict.words, /too many/);
    assert.equal(asked.length, 8);
    assert.equal((await ask(circle)).verdict.words, 'GET /: the status is 301, not 200-299');
  });
});

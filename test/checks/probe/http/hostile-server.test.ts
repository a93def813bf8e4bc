import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import type {Socket} from 'node:net';
import {describe, test} from 'node:test';
import type {HttpProbe, HttpRequest} from '../../../../src/checks/probe/probe.js';
import {startHttpProbe} from '../../../../src/checks/probe/http-probe.js';
import {linuxProbeWorld, verdictOf} from '../../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../../kernel/socket/own-network.js';
import {anyCertificate, httpProbe, limits, pattern, respond} from '../responders.js';

const skip = enterOwnNetwork();
const world = linuxProbeWorld();

async function ask(
  onConnection: (socket: Socket) => void,
  request: Partial<HttpRequest> = {},
  more: Partial<HttpProbe> = {},
): Promise<string> {
  const server = await respond(onConnection);
  const verdict = await verdictOf(startHttpProbe, httpProbe(server.target, request, more), world);
  server.close();
  assert.ok(verdict.latency < limits.whole + 100, `${verdict.latency}`);
  return `${verdict.type} ${verdict.type === 'down' ? verdict.layer : ''} ${verdict.words}`;
}
/** Until the connection is gone. */
function every(socket: Socket, milliseconds: number, call: () => void): void {
  const timer = setInterval(call, milliseconds);
  socket.on('close', () => clearInterval(timer));
}
const flood = (socket: Socket, piece: Buffer) => {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
};

describe('an HTTP probe survives a server that', {skip}, () => {
  test('says nothing', async () =>
    assert.equal(await ask(() => undefined), 'down L7 connected, and no answer within 0.5 s'));
  test('closes at once', async () =>
    assert.match(
      await ask(socket => socket.end()),
      /^down L7 GET \/: the server closed the connection without an answer$/,
    ));
  test('resets at once', async () =>
    assert.match(await ask(socket => socket.resetAndDestroy()), /^down L[47] .*reset/));
  test('resets within the body', async () =>
    assert.match(
      await ask(socket =>
        socket.once('data', () =>
          socket.write('HTTP/1.1 200 OK\r\n\r\nhel', () => setTimeout(() => socket.resetAndDestroy(), 50)),
        ),
      ),
      /^down L7 the connection was reset after 22 bytes$/,
    ));
  test('sends garbage', async () =>
    assert.match(
      await ask(socket => socket.end(randomBytes(2000))),
      /^down L7 GET \/: (the answer ended|what answers)/,
    ));
  test('ends its side before it is asked, and answers nevertheless', async () =>
    assert.match(await ask(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n')), /^up/));
  test('sends its header byte by byte, too slowly', async () =>
    assert.match(
      await ask(socket => {
        let at = 0;
        every(socket, 20, () => socket.write('HTTP/1.1 200 OK\r\nX: '[at++] ?? 'x'));
      }),
      /^down L7 the answer was not over after 2 s: \d+ bytes came$/,
    ));
  test('sends its header byte by byte, in time', async () =>
    assert.match(
      await ask(socket => {
        const text = 'HTTP/1.1 200 OK\r\n\r\nok';
        let at = 0;
        every(socket, 5, () => (at < text.length ? socket.write(text[at++] as string) : socket.end()));
      }),
      /^up {2}200, 2 bytes$/,
    ));
  test('stops within the body', async () =>
    assert.equal(
      await ask(socket => socket.write('HTTP/1.1 200 OK\r\n\r\nhello')),
      'down L7 the answer stopped after 24 bytes: nothing more came for 0.5 s',
    ));
  test('sends a header line of 10 MB', async () => {
    const before = process.memoryUsage().rss;
    const line = Buffer.alloc(65_536, 'x');
    assert.match(
      await ask(socket => flood(socket, line)),
      /^down L7 GET \/: the header of the answer is longer than 65,536 bytes$/,
    );
    assert.ok(process.memoryUsage().rss - before < 60e6);
  });
  for (const [name, request] of [
    ['', {}],
    [' and is hashed', {digest: 'd41d8cd98f00b204e9800998ecf8427e'}],
    [' and is searched', {pattern: pattern('not there')}],
  ] as const)
    test(`sends a body without an end${name}`, async () => {
      const before = process.memoryUsage().rss;
      const piece = Buffer.alloc(65_536, 'y');
      const told = await ask(socket => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        flood(socket, piece);
      }, request);
      assert.match(told, /^down L7 the answer was not over after 2 s/);
      assert.ok(process.memoryUsage().rss - before < 100e6, String(process.memoryUsage().rss - before));
    });
  test('sends chunks that are none', async () =>
    assert.match(
      await ask(
        socket => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n'),
        {},
        {manner: 'ldirectord'},
      ),
      /chunks/,
    ));
  test('takes nothing of a request', async () =>
    assert.match(await ask(socket => socket.pause(), {path: `/${'x'.repeat(1000)}`}), /no answer within/));
  test('answers TLS with something else', async () =>
    assert.match(
      await ask(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), {}, {tls: anyCertificate}),
      /^down L7 what answers does not speak TLS$/,
    ));
  test('never answers TLS', async () =>
    assert.match(
      await ask(() => undefined, {}, {tls: anyCertificate}),
      /^down L7 connected, and no TLS within 0.5 s$/,
    ));
  test('closes within the handshake of TLS', async () =>
    assert.match(
      await ask(socket => socket.once('data', () => socket.end()), {}, {tls: anyCertificate}),
      /^down L7 .*during the TLS handshake$/,
    ));
});

test('bodies that wait for their search are counted, and more are not read', {skip}, async () => {
  const body = Buffer.alloc(4_194_304, 'a');
  const server = await respond(socket =>
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), body]))),
  );
  const long = {connect: 5000, silence: 5000, whole: 5000};
  const words = await Promise.all(
    Array.from({length: 30}, async (_, i) => {
      const probe = httpProbe(server.target, {pattern: pattern(`^(a+)+${i}$`)}, {limits: long});
      return (await verdictOf(startHttpProbe, probe, world)).words;
    }),
  );
  server.close();
  assert.ok(words.some(one => one.startsWith('too many bodies')));
  assert.ok(words.some(one => one.includes('it took more than 100 ms')));
});

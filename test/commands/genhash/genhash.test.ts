import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import type {Socket} from 'node:net';
import {describe, test} from 'node:test';
import {promisify} from 'node:util';
import {genhash, type GenhashOptions} from '../../../src/commands/genhash/genhash.js';
import {runGenhash} from '../../../src/commands/genhash/genhash-run.js';
import {linuxProbeWorld} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {respond} from '../../checks/probe/responders.js';

const skip = enterOwnNetwork() || (!existsSync('/usr/bin/genhash') && 'keepalived is not here');
const world = linuxProbeWorld();

/** As the command line says it. */
function given(words: readonly string[]): GenhashOptions {
  const values: Record<string, unknown> = {};
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name, {kind}] = Object.entries(genhash.options).find(([, {alias}]) => `-${alias}` === word) as [
      string,
      {kind: {placeholder: string | undefined; parse(text: string): unknown}},
    ];
    values[name] = kind.parse(kind.placeholder === undefined ? '' : (rest.shift() as string));
  }
  return values as GenhashOptions;
}

async function ours(words: readonly string[]): Promise<{stdout: string; stderr: string; status: number}> {
  let stdout = '';
  let stderr = '';
  const context = {
    openProbes: async () => world,
    stdout: {write: (text: string) => (stdout += text)},
    stderr: {write: (text: string) => (stderr += text)},
  };
  const status = await runGenhash(given(words), [], context);
  return {stdout: stdout.replace(/= \d+ usecs/, '= N usecs'), stderr, status};
}

async function theirs(words: readonly string[]): Promise<string> {
  const {stdout} = await promisify(execFile)('/usr/bin/genhash', words);
  return stdout.replace(/= \d+ usecs/, '= N usecs');
}

const page =
  (body: string, header = '') =>
  (socket: Socket) =>
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${header}\r\n${body}`, 'latin1'));
const bytes = Array.from({length: 9000}, (_, i) => String.fromCharCode((i * 7) & 255)).join('');

describe('genhash says what keepalived says, and asks as it does', {skip}, () => {
  for (const [name, body, header, words] of [
    ['a page', 'hello\n', 'Content-Length: 6\r\n', []],
    ['an empty page', '', '', []],
    ['a large page', bytes, '', []],
    ['less than there is', 'hello', 'Content-Length: 3\r\n', []],
    ['chunks', '3\r\nabc\r\n0\r\n\r\n', 'Transfer-Encoding: chunked\r\n', ['-P', '1.1']],
    ['a virtual host', 'x', '', ['-V', 'www.example', '-P', '1.0c']],
    ['a page in all words', 'hello\n', 'Content-Length: 6\r\n', ['-v']],
    ['an empty page in all words', '', '', ['-v']],
    ['with a limit and a mark', 'x', '', ['-t', '3', '-m', '7']],
  ] as const)
    test(name, async () => {
      const server = await respond(page(body, header));
      const all = ['-s', '127.0.0.1', '-p', String(server.target.port), '-u', '/page?x=1', ...words];
      const expected = await theirs(all);
      const {stdout, stderr, status} = await ours(all);
      server.close();
      assert.deepEqual({stdout, stderr, status}, {stdout: expected, stderr: '', status: 0});
      assert.equal(server.asked[1], server.asked[0]);
    });

  test('but a page that cannot be had is no output, and a status of 1', async () => {
    const all = ['-s', '127.0.0.1', '-p', '1', '-u', '/'];
    assert.deepEqual(await ours(all), {stdout: '', stderr: 'lvsctl: genhash: connection refused\n', status: 1});
  });
  test('and server, port and page are asked for', async () => {
    await assert.rejects(ours(['-s', '127.0.0.1', '-u', '/']), /needs a server, a port and a page/);
  });
  test('and names are not looked up', () => assert.throws(() => given(['-s', 'www.example']), /is not an address/));
});

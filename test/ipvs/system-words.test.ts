import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {suite, test} from 'node:test';
import {systemReason, systemWords} from '../../src/ipvs/system-words.js';

suite('what the system refuses', () => {
  test('is told with the file, in words, and with what to do', () => {
    assert.equal(
      systemWords(errorOf(() => readFileSync('/nowhere/rules'))),
      '/nowhere/rules: there is no such file or folder (ENOENT): look at how its path is written',
    );
    assert.equal(systemReason(errorOf(() => writeFileSync('/', ''))), 'it is a folder (EISDIR): name a file');
  });

  test('of a read or write, which does not name the file, is told with the one that is given', () => {
    const error = errorOf(() => readFileSync('/'));
    assert.equal(systemWords(error, 'rules'), 'rules: it is a folder (EISDIR): name a file');
    assert.equal(systemWords(error), 'it is a folder (EISDIR): name a file');
  });

  test('keeps the words of an error number that is rare', () => {
    const error = Object.assign(new Error("ETXTBSY: text file is busy, open '/bin/x'"), {
      code: 'ETXTBSY',
      syscall: 'open',
    });
    assert.equal(systemReason(error), 'text file is busy (ETXTBSY)');
  });

  test('is told from what others refuse, whose words stay', () => {
    assert.equal(systemWords(new Error('it is too long'), 'rules'), 'it is too long');
  });

  test('tells why nothing can be listened to at a place', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await once(first, 'listening');
    const second = createServer().listen((first.address() as AddressInfo).port, '127.0.0.1');
    const [error] = await once(second, 'error');
    first.close();
    assert.equal(
      systemReason(error),
      'something else listens there (EADDRINUSE): name another place, or end what does (ss -lntp shows it)',
    );
  });

  test('shows no control characters of names from outside', () => {
    assert.match(
      systemWords(errorOf(() => readFileSync('/nowhere/\u001b[31m'))),
      /^\/nowhere\/\\x1b\[31m: there is no such/,
    );
  });
});

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

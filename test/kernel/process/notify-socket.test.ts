import assert from 'node:assert/strict';
import {closeSync, mkdtempSync, openSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {loadSystemCalls} from '../../../src/kernel/packet/system-calls.js';
import {NotifySocket} from '../../../src/kernel/process/notify-socket.js';
import {tryLock} from '../../../src/kernel/process/try-lock.js';

/** A datagram socket that listens as systemd does. */
function listen(path: string): {receive(): string; close(): void} {
  const calls = loadSystemCalls();
  const descriptor = calls.socket(1, 2, 0);
  const name = Buffer.from(path.replace(/^@/, '\0'));
  const address = Buffer.alloc(2 + name.length + (path.startsWith('@') ? 0 : 1));
  address.writeUInt16LE(1);
  name.copy(address, 2);
  assert.equal(calls.bind(descriptor, address, address.length), 0);
  return {
    receive() {
      const bytes = Buffer.alloc(4096);
      const length = calls.recv(descriptor, bytes, bytes.length, 0x40);
      return bytes.toString('utf8', 0, Math.max(0, Number(length)));
    },
    close: () => void calls.close(descriptor),
  };
}

describe('the service manager', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-notify-'));
  for (const path of [join(folder, 'socket'), `@lvsctl-test-${process.pid}`]) {
    test(`is told on ${path.startsWith('@') ? 'an abstract socket' : 'a socket with a file'}`, () => {
      const manager = listen(path);
      new NotifySocket(path).send({READY: '1', STATUS: 'two\nlines'});
      assert.equal(manager.receive(), 'READY=1\nSTATUS=two lines\n');
      manager.close();
      assert.throws(() => new NotifySocket(path).send({READY: '1'}), {code: 'ECONNREFUSED'});
    });
  }
  test('has no socket with such a name', () => {
    for (const path of ['', 'relative', `/${'x'.repeat(200)}`]) assert.throws(() => new NotifySocket(path), /no path/);
    rmSync(folder, {recursive: true});
  });
});

test('a lock is had once, until it is closed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-lock-'));
  const [one, other] = [openSync(join(folder, 'lock'), 'a+'), openSync(join(folder, 'lock'), 'a+')];
  assert.ok(tryLock(one));
  assert.ok(!tryLock(other));
  closeSync(one);
  assert.ok(tryLock(other));
  closeSync(other);
  rmSync(folder, {recursive: true});
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Change} from '../../../src/ipvs/change.js';
import {newDirector} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {command} from '../../../src/kernel/ipvs/attributes.js';
import {netlinkGeneric, type NetlinkSocket} from '../../../src/kernel/kernel.js';
import {flag, messageType, readErrno, readMessages} from '../../../src/kernel/netlink/message.js';
import {changes} from './changes.js';
import {converse, datagramSizes} from './conversation.js';
import {changeDatagram, dumpDatagram} from './requests.js';

function newKernel() {
  return createEmbeddedKernel({store: createMemoryStore(newDirector(0, 0)), clock: () => 0, interfaces: () => []});
}

const manyServices = (count: number) =>
  changes(Array.from({length: count}, (_, i) => `-A -t 10.${1 + (i >> 8)}.${i & 255}.1:80 -s rr`));

async function apply(socket: NetlinkSocket, list: readonly Change[]): Promise<void> {
  for (let i = 0; i < list.length; i += 128) {
    const batch = list.slice(i, i + 128);
    await converse(socket, changeDatagram(batch), batch.length);
  }
}

test('2000 services come in datagrams of the recorded sizes on a socket that has received before', async () => {
  const socket = newKernel().openNetlink(netlinkGeneric, 65536);
  await apply(socket, manyServices(2000));
  const sizes = await datagramSizes(socket, dumpDatagram(command.getService));
  assert.equal(sizes.length, 24);
  assert.deepEqual(sizes.slice(-7), [32400, 32400, 32400, 32400, 32400, 7200, 20]);
});

const fresh = [
  {receiveBuffer: 4096, datagrams: 38},
  {receiveBuffer: 16384, datagrams: 11},
  {receiveBuffer: 65536, datagrams: 7},
];

for (const {receiveBuffer, datagrams} of fresh) {
  test(`401 services take ${datagrams} datagrams on a fresh socket that receives ${receiveBuffer} bytes`, async () => {
    const kernel = newKernel();
    await apply(kernel.openNetlink(netlinkGeneric, 8192), manyServices(401));
    const sizes = await datagramSizes(
      kernel.openNetlink(netlinkGeneric, receiveBuffer),
      dumpDatagram(command.getService),
    );
    assert.equal(sizes[0], 3600);
    assert.equal(sizes.length, datagrams);
  });
}

test('a flush after the first datagram ends a dump behind the second, and nothing says so', async () => {
  const kernel = newKernel();
  const socket = kernel.openNetlink(netlinkGeneric, 65536);
  const other = kernel.openNetlink(netlinkGeneric, 65536);
  await apply(socket, manyServices(2000));
  const seen: number[] = [];
  await new Promise<void>(resolve => {
    socket.onDatagram = datagram => {
      for (const message of readMessages(datagram)) {
        assert.equal(message.flags, flag.multi);
        if (message.type === messageType.done) resolve();
        else seen.push(message.type);
      }
      other.send(changeDatagram([{type: 'flush'}]));
    };
    socket.send(dumpDatagram(command.getService));
  });
  assert.equal(seen.length, 180); // the second datagram was produced when the first was received
});

test('a service deleted during a dump makes the dump skip another one', async () => {
  const kernel = newKernel();
  const socket = kernel.openNetlink(netlinkGeneric, 8192);
  const other = kernel.openNetlink(netlinkGeneric, 8192);
  const services = manyServices(100);
  await apply(socket, services);
  const count = await countAfter(socket, () =>
    other.send(changeDatagram(changes(['-D -t 10.1.0.1:80', '-D -t 10.1.1.1:80']))),
  );
  assert.ok(count < 100 && count >= 96, `${count}`);
});

function countAfter(socket: NetlinkSocket, act: () => void): Promise<number> {
  let count = 0;
  let hasActed = false;
  return new Promise(resolve => {
    socket.onDatagram = datagram => {
      for (const message of readMessages(datagram)) {
        if (message.type === messageType.done) resolve(count);
        else count++;
      }
      if (!hasActed) act();
      hasActed = true;
    };
    socket.send(dumpDatagram(command.getService));
  });
}

test('a second dump on a socket is EBUSY while one runs, and goes well afterwards', async () => {
  const socket = newKernel().openNetlink(netlinkGeneric, 4096);
  await apply(socket, manyServices(50));
  const answers: string[] = [];
  await new Promise<void>(resolve => {
    socket.onDatagram = datagram => {
      for (const message of readMessages(datagram)) {
        if (message.type === messageType.error) answers.push(`error ${readErrno(datagram, message)}`);
        if (message.type === messageType.done) resolve();
      }
    };
    socket.send(dumpDatagram(command.getService));
    socket.send(dumpDatagram(command.getService));
  });
  assert.deepEqual(answers, ['error 16']);
  assert.ok((await datagramSizes(socket, dumpDatagram(command.getService))).length > 1);
});

test('refusals beyond what the queue holds are dropped, the acknowledgement with them, and ENOBUFS said once', async () => {
  const socket = newKernel().openNetlink(netlinkGeneric, 8192);
  const errors: string[] = [];
  let replies = 0;
  socket.onDatagram = () => void replies++;
  await new Promise<void>(resolve => {
    socket.onError = error => {
      errors.push((error as NodeJS.ErrnoException).code as string);
      setTimeout(resolve, 50);
    };
    socket.send(
      changeDatagram(
        Array.from(
          {length: 300},
          (): Change => ({type: 'delete-service', id: {type: 'fwmark', family: 'ipv4', fwmark: 1}}),
        ),
      ),
    );
  });
  assert.deepEqual(errors, ['ENOBUFS']);
  assert.equal(replies, 256);
});

test('20,000 services in batches of 128 are added in seconds', async () => {
  const socket = newKernel().openNetlink(netlinkGeneric, 8192);
  const list = manyServices(20_000);
  const start = process.hrtime.bigint();
  await apply(socket, list);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  assert.ok(seconds < 3, `${seconds} s`);
  const sizes = await datagramSizes(socket, dumpDatagram(command.getService));
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    20_000 * 360 + 20,
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {MalformedReply} from '../../../src/kernel/netlink/malformed-reply.js';
import {flag, readErrno, readMessages} from '../../../src/kernel/netlink/message.js';
import {payload, requestLength, writeRequest} from '../../../src/kernel/netlink/request.js';
import {familyQuestion} from '../../../src/kernel/netlink/generic.js';
import {doneMessage, errorMessage, message} from './scripted-socket.js';

const anyMessage = fc.record({
  type: fc.integer({min: 0, max: 0xffff}),
  flags: fc.integer({min: 0, max: 0xffff}),
  sequence: fc.integer({min: 0, max: 0xffffffff}),
  payload: fc.uint8Array({maxLength: 20}),
});

test('a datagram is the messages that it was made of', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, {maxLength: 5}), parts => {
      const datagram = Buffer.concat(
        parts.map(({type, flags, sequence, payload: own}) => message(type, flags, sequence, own)),
      );
      const read = readMessages(datagram).map(({type, flags, sequence, start, end}) => ({
        type,
        flags,
        sequence,
        payload: [...datagram.subarray(start, end)],
      }));
      assert.deepEqual(
        read,
        parts.map(({type, flags, sequence, payload: own}) => ({type, flags, sequence, payload: [...own]})),
      );
    }),
  );
});

test('the last message needs no padding', () => {
  const datagram = message(28, 0, 1, Buffer.alloc(5));
  assert.equal(readMessages(datagram.subarray(0, 21))[0]?.end, 21);
});

test('an empty datagram has no messages', () => assert.deepEqual(readMessages(Buffer.alloc(0)), []));

test('a datagram cut anywhere but at a boundary is malformed', () => {
  const datagram = Buffer.concat([message(28, 0, 1, Buffer.alloc(6)), message(28, 0, 1, Buffer.alloc(8))]);
  for (let length = 1; length < datagram.length; length++) {
    const isBoundary = length === 24 || length === 22 || length === 23; // the padding may be missing
    const cut = datagram.subarray(0, length);
    if (isBoundary) assert.equal(readMessages(cut).length, 1);
    else assert.throws(() => readMessages(cut), MalformedReply, String(length));
  }
});

test('a message shorter than its header, or longer than the datagram, is malformed', () => {
  for (const length of [0, 1, 15, 21, 0x7fffffff, 0xffffffff]) {
    const datagram = message(28, 0, 1, Buffer.alloc(4));
    datagram.writeUInt32LE(length, 0);
    assert.throws(
      () => readMessages(datagram),
      new RegExp(`the message at byte 0 has length ${length}, 20 bytes are left`),
    );
  }
});

test('an error number is positive, and an acknowledgement is 0', () => {
  const read = (datagram: Buffer) => readErrno(datagram, readMessages(datagram)[0]!);
  assert.equal(read(errorMessage(1, 17)), 17);
  assert.ok(Object.is(read(errorMessage(1, 0)), 0));
  assert.equal(read(doneMessage(1, 16)), 16);
  assert.throws(() => read(message(2, 0, 1, Buffer.alloc(3))), /malformed reply .* too short to hold a number/);
});

test('a request has header, command, version and attributes, and ends on a boundary', () => {
  const request = {family: 0x10, version: 1, command: 3, payload: payload(familyQuestion, {name: 'IPVS'})};
  const buffer = Buffer.alloc(requestLength(request) + 4, 0xff);
  const end = writeRequest(buffer, 4, request, flag.request | flag.ack, 7);
  assert.equal(end, buffer.length);
  assert.equal(buffer.toString('hex', 4), '2000000010000500070000000000000003010000090002004950565300000000');
});

test('a request without attributes is a header only', () => {
  const request = {family: 28, version: 1, command: 15, payload: undefined};
  const buffer = Buffer.alloc(requestLength(request));
  assert.equal(writeRequest(buffer, 0, request, flag.request, 0xffffffff), 20);
  assert.equal(buffer.toString('hex'), '140000001c000100ffffffff000000000f010000');
});

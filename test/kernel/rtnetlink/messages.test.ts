import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {parseAddress} from '../../../src/net/address.js';
import {align} from '../../../src/kernel/netlink/attribute-set.js';
import {flag, headerLength, readMessages} from '../../../src/kernel/netlink/message.js';
import {requestLength, writeRequest, type StructRequest} from '../../../src/kernel/netlink/request.js';
import {addAddress, deleteAddress, readInterfaceAddress} from '../../../src/kernel/rtnetlink/address.js';
import {refusalOf} from '../../../src/kernel/rtnetlink/address-refusal.js';
import {linkDump, readLink} from '../../../src/kernel/rtnetlink/link.js';

/** Attributes by their numbers. */
function attributes(values: Readonly<Record<number, Uint8Array>>): Buffer {
  return Buffer.concat(
    Object.entries(values).map(([number, value]) => {
      const bytes = Buffer.alloc(align(4 + value.length));
      bytes.writeUInt16LE(4 + value.length);
      bytes.writeUInt16LE(Number(number), 2);
      bytes.set(value, 4);
      return bytes;
    }),
  );
}
const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const text = (value: string) => Buffer.from(`${value}\0`);
const linkHeader = (family: number, index: number, flags: number) =>
  Buffer.concat([Buffer.from([family, 0, 1, 0]), u32(index), u32(flags), u32(0)]);
const linkOf = (header: Buffer, values: Readonly<Record<number, Uint8Array>>) => {
  const bytes = Buffer.concat([header, attributes(values)]);
  return readLink(bytes, 0, bytes.length);
};
const addressOf = (header: readonly number[], values: Readonly<Record<number, Uint8Array>>) => {
  const bytes = Buffer.concat([Buffer.from(header), u32(7), attributes(values)]);
  return readInterfaceAddress(bytes, 0, bytes.length);
};
const hex = (request: StructRequest) => {
  const buffer = Buffer.alloc(requestLength(request));
  assert.equal(writeRequest(buffer, 0, request, flag.request, 1), buffer.length);
  return buffer.toString('hex');
};

describe('a link', () => {
  test('of an old kernel has what it does not say filled in', () => {
    assert.deepEqual(linkOf(linkHeader(0, 3, 0x10043), {3: text('eth0')}), {
      index: 3,
      name: 'eth0',
      mac: undefined,
      mtu: 0,
      isUp: true,
      isRunning: true,
      hasCarrier: true,
      isLoopback: false,
      operationalState: 'unknown',
      master: undefined,
      parent: undefined,
      kind: undefined,
    });
  });

  test('that lies on one of another namespace, on itself or on none has no parent', () => {
    const parent = (values: Readonly<Record<number, Uint8Array>>) =>
      linkOf(linkHeader(0, 3, 0), {3: text('eth0'), ...values})?.parent;
    assert.equal(parent({5: u32(2)}), 2);
    assert.equal(parent({5: u32(2), 37: u32(0)}), undefined);
    assert.equal(parent({5: u32(3)}), undefined);
    assert.equal(parent({5: u32(0)}), undefined);
  });

  test('has no Ethernet address where its stations have others', () => {
    assert.equal(linkOf(linkHeader(0, 3, 0), {1: Buffer.alloc(4), 3: text('gre0')})?.mac, undefined);
    assert.equal(linkOf(linkHeader(0, 3, 0), {1: Buffer.alloc(20), 3: text('ib0')})?.mac, undefined);
  });

  test('is not what a bridge says of its port, nor a radio of itself', () => {
    assert.equal(linkOf(linkHeader(7, 3, 0), {3: text('eth0')}), undefined);
    assert.equal(linkOf(linkHeader(0, 3, 0), {3: text('wlan0'), 11: Buffer.alloc(40)}), undefined);
  });

  test('is asked for without its counters', () => {
    assert.equal(hex(linkDump()), `28000000120001000100000000000000${'00'.repeat(16)}08001d0008000000`);
  });
});

describe('an address', () => {
  const ten = Buffer.from([10, 0, 0, 1]);
  test('of IPv4 is the local one; the other one is the peer', () => {
    const address = addressOf([2, 24, 0x80, 0], {1: Buffer.from([10, 0, 0, 2]), 2: ten, 3: text('eth0:1')});
    assert.deepEqual([address?.address, address?.peer], [parseAddress('10.0.0.1'), parseAddress('10.0.0.2')]);
    assert.equal(addressOf([2, 24, 0, 0], {1: ten, 2: ten})?.peer, undefined);
  });

  test('has the flags of its header before Linux 3.14', () => {
    assert.deepEqual(addressOf([2, 24, 0x81, 0], {2: ten})?.flags, ['secondary', 'permanent']);
    assert.deepEqual(addressOf([2, 24, 0x81, 0], {2: ten, 8: u32(0x280)})?.flags, ['permanent', 'noprefixroute']);
  });

  test('of another family, or none, is skipped', () => {
    assert.equal(addressOf([10, 24, 0, 0], {2: ten}), undefined);
    assert.equal(addressOf([2, 24, 0, 0], {3: text('eth0')}), undefined);
  });

  test('of another length is malformed', () => {
    assert.throws(() => addressOf([2, 24, 0, 0], {2: Buffer.alloc(5)}), /address\.local has 5 bytes, expected 4 or 16/);
  });

  test('is added only where it is not, and deleted by its identity alone', () => {
    const identity = {interface: 7, address: parseAddress('10.0.0.1')!, prefixLength: 32};
    assert.equal(
      hex(addAddress(identity)),
      '280000001400010601000000000000000220000007000000080001000a000001080002000a000001',
    );
    assert.equal(hex(deleteAddress(identity)).slice(0, 16), '2800000015000100');
  });
});

test('no message makes reading fail but as malformed', () => {
  const whole = Buffer.concat([
    linkHeader(0, 3, 0),
    attributes({1: Buffer.alloc(6), 3: text('eth0'), 4: u32(1500), 18: attributes({1: text('veth')})}),
  ]);
  fc.assert(
    fc.property(
      fc.nat({max: whole.length}),
      fc.nat({max: whole.length - 1}),
      fc.nat({max: 255}),
      (length, at, value) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        for (const read of [readLink, readInterfaceAddress]) {
          try {
            read(bytes, 0, length);
          } catch (error) {
            assert.equal((error as Error).name, 'MalformedReply', String(error));
          }
        }
      },
    ),
  );
});

test('requests of different families stand in one datagram', () => {
  const identity = {interface: 7, address: parseAddress('2001:db8::1')!, prefixLength: 128};
  const requests = [addAddress({...identity, label: 'x', preferredLifetime: 0}), linkDump()];
  const buffer = Buffer.alloc(requests.reduce((sum, request) => sum + requestLength(request), 0));
  let end = 0;
  for (const [i, request] of requests.entries()) end = writeRequest(buffer, end, request, flag.request, i);
  assert.deepEqual(
    readMessages(buffer).map(({type, sequence, start, end}) => [type, sequence, end - start + headerLength]),
    [
      [20, 0, requestLength(requests[0]!)],
      [18, 1, requestLength(requests[1]!)],
    ],
  );
});

test('what the kernel refuses is said in words', () => {
  const change = {
    type: 'add-address',
    address: {interface: 7, address: parseAddress('10.0.0.1')!, prefixLength: 32},
  } as const;
  assert.equal(refusalOf(change, 1).message, 'add-address 10.0.0.1/32: changing addresses needs CAP_NET_ADMIN');
  assert.deepEqual(
    [refusalOf(change, 28).reason, refusalOf(change, 28).message],
    ['refused', 'add-address 10.0.0.1/32: no space left on device (ENOSPC)'],
  );
  assert.equal(refusalOf(change, 99).reason, 'refused');
  assert.equal(refusalOf({...change, type: 'delete-address'}, 99).reason, 'absent');
});

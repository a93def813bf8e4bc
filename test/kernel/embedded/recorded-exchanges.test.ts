import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {newDirector} from '../../../src/kernel/embedded/director.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {netlinkGeneric} from '../../../src/kernel/kernel.js';
import {messageType} from '../../../src/kernel/netlink/message.js';
import {converse, type ReceivedMessage} from './conversation.js';
import {readJsonLines} from './fixtures.js';

/** ['msg', type, flags, generic header, attributes], ['ack' | 'error', errno, text, flags, extended ack], ['done', value, '', flags] */
type Reply = readonly [string, ...(string | number | null)[]];

interface Exchange {
  readonly name: string;
  readonly request_hex?: string;
  readonly replies?: readonly Reply[];
  readonly reply?: Readonly<Record<string, string>>;
}

const exchanges = readJsonLines<Exchange>('fixtures/ipvsadm/netlink.jsonl');
/** The salt of the boot that the exchanges were recorded in: no other brings out their orders. */
const exchangesSalt = 112;
const loopback = {name: 'lo', mtu: 65536, addresses: []};

test('every recorded exchange is answered byte for byte', async () => {
  const store = createMemoryStore(newDirector(0, exchangesSalt));
  let compared = 0;
  for (const {name, request_hex, replies} of exchanges) {
    if (!request_hex || !replies) continue;
    const request = Buffer.from(request_hex, 'hex');
    const isPrivileged = !name.startsWith('unpriv');
    const hasOptions = name.startsWith('extack');
    const kernel = createEmbeddedKernel({store, clock: () => 0, interfaces: () => [loopback], isPrivileged});
    const socket = kernel.openNetlink(netlinkGeneric, 65536, {capsAcks: hasOptions, extendsAcks: hasOptions});
    const messages = await converse(socket, request, replies.length);
    for (const message of messages) assert.equal(message.sequence, request.readUInt32LE(8), name);
    assert.deepEqual(
      messages.map(message => describe(message, request, hasOptions)),
      replies.map(withoutWords),
      name,
    );
    compared++;
  }
  assert.equal(compared, exchanges.length - 5, 'all but the family, and two runs of 2000 services recorded twice');
});

test('the family is resolved with all that was recorded of it', async () => {
  const kernel = createEmbeddedKernel({
    store: createMemoryStore(),
    clock: () => 0,
    interfaces: () => [],
    isPrivileged: false,
  });
  const request = Buffer.from('20000000100005000100000000000000030100000900020049505653000000', 'hex');
  const [answer, acknowledgement] = await converse(
    kernel.openNetlink(netlinkGeneric, 65536),
    Buffer.concat([request, Buffer.alloc(1)]),
    2,
  );
  const recorded = exchanges[0]?.reply as Record<string, string>;
  const attributes = [2, 1, 3, 4, 5, 6].map(type => attribute(type, Buffer.from(recorded[type] as string, 'hex')));
  assert.equal(answer?.type, 0x10);
  assert.equal(answer?.datagram.toString('hex', 16), `01020000${Buffer.concat(attributes).toString('hex')}`);
  assert.equal(acknowledgement?.type, messageType.error);
});

test('another family is not found', async () => {
  const kernel = createEmbeddedKernel({store: createMemoryStore(), clock: () => 0, interfaces: () => []});
  const request = Buffer.from('20000000100001000100000000000000030100000a0002006e6c383032000000', 'hex');
  const [error] = await converse(kernel.openNetlink(netlinkGeneric, 65536), request, 1);
  assert.equal(error?.datagram.readInt32LE(16), -2);
});

/** A reply in the form of the recordings, after a check of what those leave out. */
function describe({type, flags, start, end, datagram}: ReceivedMessage, request: Buffer, isCapped: boolean): Reply {
  if (type === messageType.done) return ['done', datagram.readInt32LE(start), '', flags];
  if (type !== messageType.error)
    return ['msg', type, flags, datagram.toString('hex', start, start + 4), datagram.toString('hex', start + 4, end)];
  const errno = datagram.readInt32LE(start);
  if (errno === 0) return ['ack', 0, '', flags, null];
  const echoed = datagram.subarray(start + 4, isCapped ? start + 20 : end);
  assert.deepEqual(
    echoed,
    isCapped ? request.subarray(0, 16) : request,
    'a refusal repeats the request, or its header',
  );
  return ['error', errno, '', flags, isCapped && end > start + 20 ? datagram.toString('hex', start + 20, end) : null];
}

function withoutWords(reply: Reply): Reply {
  return reply[0] === 'error'
    ? ['error', reply[1] as number, '', reply[3] as number, reply[4] as string | null]
    : reply;
}

function attribute(type: number, payload: Buffer): Buffer {
  const buffer = Buffer.alloc(4 + ((payload.length + 3) & ~3));
  buffer.writeUInt16LE(4 + payload.length, 0);
  buffer.writeUInt16LE(type, 2);
  payload.copy(buffer, 4);
  return buffer;
}

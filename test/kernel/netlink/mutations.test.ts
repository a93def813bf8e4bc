import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {
  commandAttributes,
  configurationAttributes,
  informationAttributes,
  modernAttributes,
} from '../../../src/kernel/ipvs/attributes.js';
import {
  decodeDaemon,
  decodeDestination,
  decodeDestinationConfiguration,
  decodeService,
  decodeServiceConfiguration,
} from '../../../src/kernel/ipvs/bridge.js';
import {Conversation} from '../../../src/kernel/netlink/conversation.js';
import {familyAnswer} from '../../../src/kernel/netlink/generic.js';
import {MalformedReply} from '../../../src/kernel/netlink/malformed-reply.js';
import {readMessages} from '../../../src/kernel/netlink/message.js';
import {recordedMessages} from './recorded-exchanges.js';
import {ScriptedSocket} from './scripted-socket.js';

const mutants = 120_000;
const corpus = recordedMessages();

/** Numbers from 0 to below `limit` that are the same in every run (mulberry32). */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** One recorded message, or a few, changed somehow. */
function mutate(random: (limit: number) => number): Buffer {
  const pick = () => corpus[random(corpus.length)] as Buffer;
  const bytes = Buffer.concat(Array.from({length: 1 + random(3)}, pick));
  switch (random(6)) {
    case 0:
      for (let i = 1 + random(8); i > 0; i--) bytes[random(bytes.length)]! ^= 1 << random(8);
      return bytes;
    case 1:
      return bytes.subarray(0, random(bytes.length));
    case 2: {
      const at = random(bytes.length >> 2) * 4; // where lengths stand
      bytes.writeUInt16LE(random(4) === 0 ? random(0x10000) : random(40), Math.min(at, bytes.length - 2));
      return bytes;
    }
    case 3: {
      const other = pick();
      return Buffer.concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))]);
    }
    case 4: {
      const at = 20 + random(Math.max(1, bytes.length - 20)); // a hole, or a repetition
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at - random(2) * 8 + random(2) * 4)]);
    }
    default:
      for (let i = 1 + random(4); i > 0; i--) bytes[20 + random(Math.max(1, bytes.length - 20))] = random(256);
      return bytes;
  }
}

test(`${mutants} changed replies are read, or found malformed, and nothing else`, () => {
  const random = seeded(20_240_601);
  let malformed = 0;
  let read = 0;
  for (let i = 0; i < mutants; i++) {
    const datagram = mutate(random);
    try {
      for (const {start, end} of readMessages(datagram)) if (start + 4 <= end) readAll(datagram, start + 4, end);
      read++;
    } catch (error) {
      if (!(error instanceof MalformedReply))
        throw new Error(`mutant ${i}: ${datagram.toString('hex')}`, {cause: error});
      malformed++;
    }
  }
  assert.ok(malformed > mutants / 10 && read > mutants / 10, `${malformed} malformed, ${read} read`);
});

test('a changed reply answers, fails or leaves the question open until silence ends it', async t => {
  const random = seeded(7);
  mock.timers.enable({apis: ['setTimeout']});
  t.after(() => mock.timers.reset());
  const seen = new Set<string>();
  for (let i = 0; i < 3000; i++) {
    const datagram = mutate(random);
    const conversation = new Conversation(new ScriptedSocket((_, socket) => socket.reply(datagram)));
    const request = {family: 28, version: 1, command: 4, payload: undefined};
    const read = (buffer: Buffer, start: number, end: number) => readAll(buffer, start, end);
    const answer: Promise<unknown> =
      i % 3 === 0
        ? conversation.ask(request)
        : i % 3 === 1
          ? conversation.dump(request, read)
          : conversation.batch([request]);
    const outcome = answer.then(
      value => (Array.isArray(value) && value[0] === 'unknown' ? 'unknown' : 'answered'),
      (error: Error) => (error.message.includes('did not answer') ? 'silence' : error.name),
    );
    await turn();
    mock.timers.tick(30_000);
    mock.timers.tick(30_000); // replies of others count as a sign of life, once
    seen.add(await outcome);
    conversation.close();
  }
  assert.deepEqual(seen, new Set(['answered', 'KernelError', 'MalformedReply', 'silence', 'unknown']));
});

function readAll(buffer: Buffer, start: number, end: number): void {
  const errors: MalformedReply[] = [];
  const attempt = (run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof MalformedReply)) throw error;
      errors.push(error);
    }
  };
  attempt(() => {
    const {service, destination, daemon} = commandAttributes.read(buffer, start, end);
    if (service) attempt(() => decodeService(service));
    if (destination) attempt(() => decodeDestination(destination, 'ipv4'));
    if (daemon) attempt(() => decodeDaemon(daemon));
  });
  for (const set of [configurationAttributes, modernAttributes]) {
    attempt(() => {
      const {service, destination} = set.read(buffer, start, end);
      if (service) attempt(() => decodeServiceConfiguration(service));
      if (destination) attempt(() => decodeDestinationConfiguration(destination, 'ipv6'));
    });
  }
  attempt(() => informationAttributes.read(buffer, start, end, 'information'));
  attempt(() => familyAnswer.read(buffer, start, end, 'family'));
  const [first] = errors.filter(({path}) => !path.startsWith('information') && !path.startsWith('family'));
  if (first) throw first;
}

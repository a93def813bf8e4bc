import assert from 'node:assert/strict';
import {describe, mock, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {informationAttributes} from '../../../src/kernel/ipvs/attributes.js';
import {Conversation} from '../../../src/kernel/netlink/conversation.js';
import {KernelError} from '../../../src/kernel/netlink/kernel-error.js';
import {MalformedReply} from '../../../src/kernel/netlink/malformed-reply.js';
import {messageType} from '../../../src/kernel/netlink/message.js';
import type {Request} from '../../../src/kernel/netlink/request.js';
import {
  dataMessage,
  doneMessage,
  errorMessage,
  message,
  requestsOf,
  ScriptedSocket,
  type SentRequest,
} from './scripted-socket.js';

const family = 28;
const request: Request = {family, version: 1, command: 15, payload: undefined};
/** Stands in where the type system cannot know that something was sent. */
const unsent = {sequence: 0};
const information = Buffer.from('08000100010201000800020000100000', 'hex');

describe('a question', () => {
  test('is answered by the attributes of one message', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) =>
      own.reply(dataMessage(family, sequence, 14, information)),
    );
    const answer = await new Conversation(socket).ask(request);
    assert.deepEqual(informationAttributes.read(...answer), {version: 0x010201, connectionTableSize: 4096});
    assert.equal(socket.datagrams[0]?.readUInt16LE(6), 0x1, 'the flags are NLM_F_REQUEST alone');
  });

  test('is refused by an error number', async () => {
    const conversation = new Conversation(
      new ScriptedSocket(([{sequence} = unsent], own) => own.reply(errorMessage(sequence, 1))),
    );
    await assert.rejects(conversation.ask(request), new KernelError(1));
    assert.equal(conversation.isOver, false, 'a refusal does not end the conversation');
  });

  test('is not answered by what belongs to others, nor by no-operations', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) => {
      own.reply(
        errorMessage(sequence - 1, 5),
        errorMessage(sequence + 1, 6),
        errorMessage(0, 7),
        errorMessage(0xffffffff, 8),
      );
      own.reply(
        message(messageType.noop, 0, sequence, Buffer.alloc(0)),
        dataMessage(family, sequence + 7, 14, Buffer.alloc(0)),
      );
      own.reply(dataMessage(family, sequence, 14, information));
    });
    assert.deepEqual((await new Conversation(socket).ask(request))[2], 20 + information.length);
  });

  test('that follows another has a sequence number of its own', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) =>
      own.reply(dataMessage(family, sequence, 14, information)),
    );
    const conversation = new Conversation(socket);
    for (let i = 0; i < 3; i++) await conversation.ask(request);
    assert.deepEqual(
      socket.datagrams.map(datagram => datagram.readUInt32LE(8)),
      [1, 2, 3],
    );
  });

  test('is not confused by a late answer to the one before', async () => {
    let first = 0;
    const socket = new ScriptedSocket(([{sequence} = unsent], own) => {
      if (first === 0) {
        first = sequence;
        own.reply(dataMessage(family, sequence, 14, information));
      } else own.reply(errorMessage(first, 3), dataMessage(family, sequence, 14, information));
    });
    const conversation = new Conversation(socket);
    await conversation.ask(request);
    await conversation.ask(request);
  });
});

describe('a dump', () => {
  test('hands over every message until it is done, however they are spread over datagrams', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) => {
      const part = (value: number) => dataMessage(family, sequence, 1, Buffer.from([8, 0, 1, 0, value, 0, 0, 0]));
      own.reply(part(1), part(2));
      own.reply(part(3));
      own.reply(part(4), doneMessage(sequence));
    });
    const seen: number[] = [];
    await new Conversation(socket).dump(request, (buffer, start, end) =>
      seen.push(buffer.readUInt32LE(start + 4), end - start),
    );
    assert.deepEqual(seen, [1, 8, 2, 8, 3, 8, 4, 8]);
    assert.equal(socket.datagrams[0]?.readUInt16LE(6), 0x301, 'the flags are NLM_F_REQUEST and NLM_F_DUMP');
  });

  test('may be empty', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) => own.reply(doneMessage(sequence)));
    await new Conversation(socket).dump(request, () => assert.fail('no message'));
  });

  test('is done also without a number', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) =>
      own.reply(message(messageType.done, 2, sequence, Buffer.alloc(0))),
    );
    await new Conversation(socket).dump(request, () => {});
  });

  for (const [what, end] of [
    ['a final error number', (sequence: number) => doneMessage(sequence, 4)],
    ['an error in the middle', (sequence: number) => errorMessage(sequence, 4)],
  ] as const) {
    test(`fails with ${what}`, async () => {
      const socket = new ScriptedSocket(([{sequence} = unsent], own) =>
        own.reply(dataMessage(family, sequence, 1, Buffer.alloc(0)), end(sequence)),
      );
      let count = 0;
      await assert.rejects(
        new Conversation(socket).dump(request, () => count++),
        new KernelError(4),
      );
      assert.equal(count, 1);
    });
  }

  test('that the kernel is too busy for is refused, and the next one may work', async () => {
    let isBusy = true;
    const socket = new ScriptedSocket(([{sequence} = unsent], own) => {
      own.reply(isBusy ? errorMessage(sequence, 16) : doneMessage(sequence));
      isBusy = false;
    });
    const conversation = new Conversation(socket);
    await assert.rejects(
      conversation.dump(request, () => {}),
      {name: 'KernelError', errno: 16},
    );
    await conversation.dump(request, () => {});
  });

  test('whose reader fails is over, and so is the conversation', async () => {
    const socket = new ScriptedSocket(([{sequence} = unsent], own) =>
      own.reply(dataMessage(family, sequence, 1, Buffer.alloc(0)), doneMessage(sequence)),
    );
    const conversation = new Conversation(socket);
    await assert.rejects(
      conversation.dump(request, () => {
        throw new MalformedReply('service', 'is odd');
      }),
      /service is odd/,
    );
    assert.ok(conversation.isOver && socket.isClosed);
  });

  test('whose replies were dropped fails', async () => {
    const socket = new ScriptedSocket((_, own) => own.onError(Object.assign(new Error('ENOBUFS'), {code: 'ENOBUFS'})));
    await assert.rejects(
      new Conversation(socket).dump(request, () => {}),
      {code: 'ENOBUFS'},
    );
  });
});

describe('a batch', () => {
  const requests = (count: number) => Array.from({length: count}, () => request);
  const refusing = (refusals: Readonly<Record<number, number>>) =>
    new ScriptedSocket((sent, own) => {
      const answers = sent.flatMap(({sequence, flags}, i) =>
        refusals[i] ? [errorMessage(sequence, refusals[i])] : flags & 4 ? [errorMessage(sequence, 0)] : [],
      );
      for (const answer of answers) own.reply(answer);
    });

  test('of 128 goes out in one datagram, and only its last request asks for an acknowledgement', async () => {
    const socket = refusing({});
    assert.deepEqual(await new Conversation(socket).batch(requests(128)), Array(128).fill(0));
    assert.equal(socket.datagrams.length, 1);
    const flags = sentIn(socket).map(sent => sent.flags);
    assert.deepEqual(flags, [...Array(127).fill(1), 5]);
    assert.deepEqual(
      sentIn(socket).map(sent => sent.sequence),
      Array.from({length: 128}, (_, i) => i + 1),
    );
  });

  test('tells which of its requests were refused, and how', async () => {
    const results = await new Conversation(refusing({0: 17, 63: 2, 126: 3})).batch(requests(128));
    assert.deepEqual(
      results.flatMap((result, i) => (result === 0 ? [] : [[i, result]])),
      [
        [0, 17],
        [63, 2],
        [126, 3],
      ],
    );
  });

  test('is over also when its last request is refused', async () => {
    assert.deepEqual(await new Conversation(refusing({2: 34})).batch(requests(3)), [0, 0, 34]);
  });

  test('of one is a request with an acknowledgement', async () => {
    assert.deepEqual(await new Conversation(refusing({})).batch([request]), [0]);
    assert.deepEqual(await new Conversation(refusing({0: 1})).batch([request]), [1]);
  });

  test('may follow a batch', async () => {
    const conversation = new Conversation(refusing({1: 17}));
    for (let i = 0; i < 3; i++) assert.deepEqual(await conversation.batch(requests(4)), [0, 17, 0, 0]);
  });

  test('may be larger than any buffer', async () => {
    const payload = {
      lengthOf: () => 1000,
      write: (buffer: Buffer, offset: number) => {
        buffer.fill(0xab, offset, offset + 1000);
        return offset + 1000;
      },
    };
    const large = {...request, payload};
    const socket = refusing({});
    await new Conversation(socket).batch(Array.from({length: 128}, () => large));
    assert.equal(socket.datagrams[0]?.length, 128 * 1020);
    assert.ok(sentIn(socket).every(({attributes}) => attributes.equals(Buffer.alloc(1000, 0xab))));
  });

  test('whose replies were dropped is unknown from the last reply on', async () => {
    const socket = new ScriptedSocket((sent, own) => {
      own.reply(errorMessage(sent[1]!.sequence, 17));
      own.onError(Object.assign(new Error('ENOBUFS'), {code: 'ENOBUFS'}));
    });
    const conversation = new Conversation(socket);
    assert.deepEqual(await conversation.batch(requests(4)), [0, 17, 'unknown', 'unknown']);
    assert.ok(conversation.isOver && socket.isClosed);
  });

  test('of which nothing came back is unknown as a whole', async () => {
    const socket = new ScriptedSocket((_, own) => own.onError(new Error('ENOBUFS')));
    assert.deepEqual(await new Conversation(socket).batch(requests(3)), Array(3).fill('unknown'));
  });

  test('that could not be sent is unknown, never done', async () => {
    const socket = new ScriptedSocket();
    socket.send = () => {
      throw new Error('EPIPE');
    };
    assert.deepEqual(await new Conversation(socket).batch(requests(2)), ['unknown', 'unknown']);
  });

  test('does not take the replies of others for its own', async () => {
    const socket = new ScriptedSocket((sent, own) => {
      const last = sent.at(-1)!.sequence;
      own.reply(
        errorMessage(last + 1, 5),
        errorMessage(0, 5),
        errorMessage(last + 1000, 5),
        dataMessage(family, last, 1, Buffer.alloc(0)),
      );
      own.reply(errorMessage(last, 0));
    });
    assert.deepEqual(await new Conversation(socket).batch(requests(2)), [0, 0]);
  });
});

describe('several exchanges at once', () => {
  test('take their turns on the socket, in the order they were asked for', async () => {
    let underWay = 0;
    const socket = new ScriptedSocket((sent, own) => {
      assert.equal(++underWay, 1, 'one at a time');
      setImmediate(() => {
        underWay--;
        const {sequence, command, flags} = sent.at(-1)!;
        if (command === 15) own.reply(dataMessage(family, sequence, 14, information));
        else if (flags & 0x300) own.reply(dataMessage(family, sequence, 1, Buffer.alloc(0)), doneMessage(sequence));
        else own.reply(errorMessage(sequence, 0));
      });
    });
    const conversation = new Conversation(socket);
    const order: string[] = [];
    await Promise.all([
      conversation.ask(request).then(() => order.push('ask')),
      conversation.dump({...request, command: 4}, () => order.push('message')).then(() => order.push('dump')),
      conversation
        .batch([
          {...request, command: 17},
          {...request, command: 17},
        ])
        .then(results => order.push(`batch ${results}`)),
      conversation.ask(request).then(() => order.push('ask again')),
    ]);
    assert.deepEqual(order, ['ask', 'message', 'dump', 'batch 0,0', 'ask again']);
  });

  test('all fail when the socket does', async () => {
    const socket = new ScriptedSocket((_, own) => own.onError(new Error('gone')));
    const conversation = new Conversation(socket);
    const outcomes = await Promise.allSettled([
      conversation.ask(request),
      conversation.dump(request, () => {}),
      conversation.batch([request]),
    ]);
    assert.deepEqual(
      outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.message : outcome.value)),
      ['gone', 'gone', ['unknown']],
    );
    assert.equal(socket.datagrams.length, 1, 'what waited was never sent');
  });
});

describe('a conversation that is over', () => {
  test('tells those who still wait that it was closed', async () => {
    const conversation = new Conversation(new ScriptedSocket());
    const answers = [conversation.ask(request), conversation.dump(request, () => {})];
    conversation.close();
    for (const answer of answers) await assert.rejects(answer, /the netlink socket is closed/);
  });

  test('takes no more requests, and closes its socket once', async () => {
    const socket = new ScriptedSocket();
    let closed = 0;
    socket.close = () => void closed++;
    const conversation = new Conversation(socket);
    conversation.close();
    conversation.close();
    await assert.rejects(conversation.ask(request), /the netlink socket is closed/);
    assert.deepEqual(await conversation.batch([request]), ['unknown']);
    socket.onError(new Error('late'));
    socket.reply(errorMessage(1, 0));
    assert.equal(closed, 1);
    assert.equal(socket.datagrams.length, 0);
  });
});

describe('replies that are no netlink', () => {
  const good = dataMessage(family, 1, 14, information);
  for (const [what, datagram, problem] of [
    ['a header cut short', good.subarray(0, 7), /at byte 0 has length 0, 7 bytes are left/],
    ['a message cut short', good.subarray(0, 30), /at byte 0 has length 36, 30 bytes are left/],
    ['a length of zero', Buffer.alloc(32), /at byte 0 has length 0/],
    [
      'a message without a generic header',
      message(family, 0, 1, Buffer.alloc(2)),
      /too short for a generic netlink header/,
    ],
    ['an error without a number', message(messageType.error, 0, 1, Buffer.alloc(1)), /too short to hold a number/],
  ] as const) {
    test(`${what}: the question fails and says so`, async () => {
      const conversation = new Conversation(new ScriptedSocket((_, own) => own.reply(datagram)));
      await assert.rejects(
        conversation.ask(request),
        (error: Error) => error instanceof MalformedReply && problem.test(error.message),
      );
      assert.ok(conversation.isOver);
    });
  }

  test('a datagram that did not fit the buffer: the question fails and says so', async () => {
    const socket = new ScriptedSocket((_, own) =>
      own.onError(new Error('a netlink datagram of 9000 bytes did not fit the 8192 byte buffer')),
    );
    await assert.rejects(new Conversation(socket).ask(request), /did not fit/);
  });
});

describe('silence', () => {
  test('of 30 s while an answer is owed is a fault', async t => {
    mock.timers.enable({apis: ['setTimeout']});
    t.after(() => mock.timers.reset());
    const socket = new ScriptedSocket();
    const conversation = new Conversation(socket);
    const answers = [conversation.ask(request), conversation.batch([request])] as const;
    mock.timers.tick(29_999);
    await turn();
    assert.equal(conversation.isOver, false);
    mock.timers.tick(1);
    await assert.rejects(answers[0], /the kernel did not answer within 30 s/);
    assert.deepEqual(await answers[1], ['unknown']);
    assert.ok(socket.isClosed);
  });

  test('while nothing is asked is none', async t => {
    mock.timers.enable({apis: ['setTimeout']});
    t.after(() => mock.timers.reset());
    const socket = new ScriptedSocket(([{sequence} = unsent], own) => own.reply(doneMessage(sequence)));
    const conversation = new Conversation(socket);
    for (let i = 0; i < 3; i++) {
      await conversation.dump(request, () => {});
      mock.timers.tick(100_000);
    }
    assert.equal(conversation.isOver, false);
  });

  test('is counted from the last thing the kernel said: a long dump may take its time', async t => {
    mock.timers.enable({apis: ['setTimeout']});
    t.after(() => mock.timers.reset());
    const socket = new ScriptedSocket();
    const conversation = new Conversation(socket);
    let count = 0;
    const dump = conversation.dump(request, () => count++);
    for (let i = 0; i < 5; i++) {
      mock.timers.tick(20_000);
      socket.reply(dataMessage(family, 1, 1, Buffer.alloc(0)));
    }
    socket.reply(doneMessage(1));
    await dump;
    assert.equal(count, 5);
  });
});

function sentIn(socket: ScriptedSocket): SentRequest[] {
  return socket.datagrams.flatMap(requestsOf);
}

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {netlinkGeneric} from '../../../src/kernel/kernel.js';
import {payload} from '../../../src/kernel/netlink/request.js';
import {openBulkSocket} from '../../../src/kernel/netlink/bulk-socket.js';
import {Conversation} from '../../../src/kernel/netlink/conversation.js';
import {controller, familyAnswer, familyQuestion} from '../../../src/kernel/netlink/generic.js';
import {openLinuxSocket} from '../../../src/kernel/netlink/linux-socket.js';

const question = (name: string) => ({
  family: controller.family,
  version: controller.version,
  command: controller.getFamily,
  payload: payload(familyQuestion, {name}),
});

/** nlctrl is in every kernel and answers anyone: what a socket has to do can be seen without IPVS. */
for (const [name, open] of Object.entries({openLinuxSocket, openBulkSocket})) {
  describe(`${name}, a netlink socket of this machine`, () => {
    const conversing = async (work: (conversation: Conversation) => Promise<void>) => {
      const conversation = new Conversation(open(netlinkGeneric, 32 * 1024));
      try {
        await work(conversation);
      } finally {
        conversation.close();
      }
    };

    test('answers a request', () =>
      conversing(async conversation => {
        const answer = familyAnswer.read(...(await conversation.ask(question('nlctrl'))), 'family');
        assert.deepEqual([answer.name, answer.id], ['nlctrl', controller.family]);
      }));

    test('passes on what the kernel refuses, and goes on', () =>
      conversing(async conversation => {
        await assert.rejects(conversation.ask(question('nosuchfamily')), {name: 'KernelError', errno: 2});
        assert.equal(familyAnswer.read(...(await conversation.ask(question('nlctrl')))).name, 'nlctrl');
      }));

    test('receives a dump to its end, several times', () =>
      conversing(async conversation => {
        for (let round = 0; round < 3; round++) {
          const names: string[] = [];
          await conversation.dump({...question('nlctrl'), payload: undefined}, (buffer, start, end) => {
            names.push(familyAnswer.read(buffer, start, end).name);
          });
          assert.ok(names.includes('nlctrl'), names.join());
          assert.equal(new Set(names).size, names.length);
        }
      }));

    test('says so when a datagram does not fit its buffer', async () => {
      const conversation = new Conversation(open(netlinkGeneric, 40));
      await assert.rejects(conversation.ask(question('nlctrl')), /did not fit the 40 byte buffer/);
      assert.ok(conversation.isOver);
    });

    test('is closed once, however often', () => {
      const socket = open(netlinkGeneric, 4096);
      socket.close();
      socket.close();
    });
  });
}

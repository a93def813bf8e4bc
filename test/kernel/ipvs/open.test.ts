import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {command, informationAttributes} from '../../../src/kernel/ipvs/attributes.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {familyAnswer} from '../../../src/kernel/netlink/generic.js';
import {dataMessage, doneMessage, errorMessage, requestsOf} from '../netlink/scripted-socket.js';
import {attributesOf, ScriptedKernel} from './scripted-kernel.js';

describe('opening IPVS', () => {
  const family = attributesOf({name: 'IPVS', id: 33}, familyAnswer);
  const information = attributesOf({version: 0x010201, connectionTableSize: 4096}, informationAttributes);
  const opening = (getFamily: Buffer | number, getInfo: Buffer | number) =>
    new ScriptedKernel(([request], socket) => {
      const {family: asked = 0, sequence = 0} = request ?? {};
      const answer = asked === 0x10 ? getFamily : getInfo;
      socket.reply(
        typeof answer === 'number'
          ? errorMessage(sequence, answer)
          : dataMessage(asked, sequence, asked === 0x10 ? 1 : 14, answer),
      );
    });

  test('resolves the family by its name and asks it for its version', async () => {
    const kernel = opening(family, information);
    const open = await openIpvs(kernel);
    assert.deepEqual(open.information, {version: 0x010201, connectionTableSize: 4096});
    const [first, second] = kernel.datagrams.flatMap(requestsOf);
    assert.equal(first?.attributes.toString('hex'), '090002004950565300000000');
    assert.deepEqual([second?.family, second?.command], [33, command.getInfo]);
  });

  describe('again, without loading the module', () => {
    const other = attributesOf({name: 'nlctrl', id: 16}, familyAnswer);
    const listing = (...families: Buffer[]) =>
      new ScriptedKernel(([request], socket) => {
        const {family: asked = 0, sequence = 0} = request ?? {};
        if (asked === 0x10)
          socket.reply(...families.map(each => dataMessage(0x10, sequence, 1, each)), doneMessage(sequence));
        else socket.reply(dataMessage(asked, sequence, 14, information));
      });

    test('looks for the family among those there are', async () => {
      const kernel = listing(other, family);
      assert.equal((await openIpvs(kernel, {mayLoad: false})).information.version, 0x010201);
      const [first, second] = kernel.datagrams.flatMap(requestsOf);
      assert.equal(first?.attributes.length, 0, 'no name: nothing is loaded for it');
      assert.equal(second?.family, 33);
    });

    test('fails where it is not among them', async () => {
      await assert.rejects(openIpvs(listing(other), {mayLoad: false}), {obstacle: {type: 'absent'}} as never);
    });

    test('asks by name where families cannot be listed', async () => {
      const kernel = new ScriptedKernel(([request], socket) => {
        const {family: asked = 0, sequence = 0, attributes = Buffer.alloc(0)} = request ?? {};
        const isDump = asked === 0x10 && attributes.length === 0;
        const answer = asked === 0x10 ? family : information;
        socket.reply(
          isDump ? errorMessage(sequence, 95) : dataMessage(asked, sequence, asked === 0x10 ? 1 : 14, answer),
        );
      });
      assert.ok(await openIpvs(kernel, {mayLoad: false}));
    });
  });

  for (const [what, kernel, obstacle] of [
    ['no family', opening(2, 0), {type: 'absent'}],
    ['a family that is closed to us', opening(family, 1), {type: 'refused', errno: 1}],
    ['a module on its way out', opening(family, 92), {type: 'refused', errno: 92}],
  ] as const) {
    test(`fails for ${what}, and leaves no socket open`, async () => {
      await assert.rejects(openIpvs(kernel), (error: {name: string; obstacle: unknown}) => {
        assert.deepEqual([error.name, error.obstacle], ['IpvsUnavailable', obstacle]);
        return true;
      });
      assert.ok(kernel.sockets.every(socket => socket.isClosed));
    });
  }

  test('fails where no socket can be had, or nothing sensible is answered', async () => {
    const none = new ScriptedKernel();
    none.openNetlink = () => {
      throw Object.assign(new Error('socket: Too many open files'), {code: 'EMFILE'});
    };
    await assert.rejects(openIpvs(none), {name: 'IpvsUnavailable', message: /Too many open files/});
    await assert.rejects(openIpvs(opening(Buffer.alloc(0), 0)), {
      name: 'IpvsUnavailable',
      message: /family\.name is missing/,
    });
  });
});

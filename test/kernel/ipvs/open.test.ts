import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {command, informationAttributes} from '../../../src/kernel/ipvs/attributes.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {familyAnswer} from '../../../src/kernel/netlink/generic.js';
import {dataMessage, errorMessage, requestsOf} from '../netlink/scripted-socket.js';
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

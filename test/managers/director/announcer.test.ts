import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {DirectorAnnouncer} from '../../../src/managers/director/director-announcer.js';
import {parseAddress} from '../../../src/net/address.js';
import {after, FakeDirector} from './fake-director.js';
import {router, state} from './states.js';

const told = state([
  router({state: 'master', group: 'G', excluded: ['2001:db8::100/64']}),
  router({name: 'VI_2', virtualRouter: 52, group: 'G', state: 'master', addresses: ['10.0.0.102/24']}),
  router({name: 'VI_3', virtualRouter: 53, addresses: ['10.0.0.103/24']}),
]);

function announcer(isLive = true, runFolder = '/none') {
  return new DirectorAnnouncer({after, runFolder}, {state: told, isLive});
}
const names = (target: Parameters<DirectorAnnouncer['routersOf']>[0], isLive = true) =>
  announcer(isLive)
    .routersOf(target)
    .map(({name}) => name);
const addresses = (...texts: readonly string[]) => texts.map(text => parseAddress(text)!);

describe('what a director announces itself', () => {
  test('is what it is master of: a router, a sync group, or whatever has an address', () => {
    assert.deepEqual(names('VI_1'), ['VI_1']);
    assert.deepEqual(names('G'), ['VI_1', 'VI_2']);
    assert.deepEqual(names(addresses('2001:db8::100', '10.0.0.103', '10.0.0.1')), ['VI_1']);
    assert.deepEqual(names('VI_3'), [], 'of which it is backup');
    assert.deepEqual(names('other'), []);
  });

  test('is nothing where it does not tell', () => assert.deepEqual(names('VI_1', false), []));

  test('it is told to, by the name of the router', async () => {
    const director = new FakeDirector(told, {announce: () => ({addresses: 2})});
    await director.start();
    try {
      assert.equal(await announcer(true, director.folder).announce('VI_1'), 2);
      assert.deepEqual(director.calls, [{method: 'announce', params: {target: 'VI_1'}}]);
    } finally {
      await director.remove();
    }
  });
});

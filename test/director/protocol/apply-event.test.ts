import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {applyEvent} from '../../../src/director/protocol/apply-event.js';
import {readEvent, readState} from '../../../src/director/protocol/read-state.js';
import {arbitraryEvent, asSent, routerOf, stateOf} from './states.js';

describe('an event', () => {
  test('of a router replaces that router in its place, or adds it', () => {
    const moved = applyEvent(stateOf(), {type: 'router', router: routerOf('VI_1', {state: 'master'}), words: 'moved'});
    assert.deepEqual(
      moved.routers.map(({name, state}) => [name, state]),
      [
        ['VI_1', 'master'],
        ['VI_2', 'backup'],
      ],
    );
    const added = applyEvent(moved, {type: 'router', router: routerOf('VI_3'), words: undefined});
    assert.deepEqual(
      added.routers.map(({name}) => name),
      ['VI_1', 'VI_2', 'VI_3'],
    );
  });

  test('without sync ends it', () => {
    const running = {
      router: 'VI_1',
      interface: 'eth0',
      syncId: 1,
      role: 'master',
      running: [],
      since: 1,
      problem: undefined,
    } as const;
    const state = applyEvent(stateOf(), {type: 'sync', sync: running});
    assert.equal(state.sync?.role, 'master');
    assert.equal(applyEvent(state, asSent({type: 'sync', sync: undefined})).sync, undefined);
  });

  test('changes only the piece that it names, and never the state before', () => {
    fc.assert(
      fc.property(arbitraryEvent, event => {
        const before = stateOf();
        const copy = structuredClone(before);
        const after = applyEvent(before, event);
        assert.deepEqual(before, copy);
        if (event.type === 'snapshot') return assert.equal(after, event.state);
        const piece = ({router: 'routers', group: 'groups'} as const)[event.type as 'router'] ?? event.type;
        for (const key of Object.keys(before) as (keyof typeof before)[])
          if (key !== piece) assert.equal(after[key], before[key]);
      }),
    );
  });

  test('is read as it was sent, and of a newer kind is left out', () => {
    fc.assert(fc.property(arbitraryEvent, event => assert.deepEqual(readEvent(asSent(event)), asSent(event))));
    assert.equal(readEvent({type: 'weather', weather: {}}), undefined);
    assert.equal(readEvent({type: 'constructor'}), undefined);
  });

  for (const event of [
    null,
    7,
    [],
    {},
    {type: 7},
    {type: 'router'},
    {type: 'router', router: {}},
    {type: 'holds', holds: {}},
    {type: 'snapshot', state: {}},
  ])
    test(`is not ${JSON.stringify(event)}`, () => assert.throws(() => readEvent(event), Error));
});

test('a state of another schema is not taken', () => {
  assert.throws(
    () => readState({...stateOf(), schema: 'lvsctl.director/2'}),
    /is "lvsctl.director\/2", not lvsctl.director\/1: use an lvsctl of the same version/,
  );
  assert.throws(() => readState({...stateOf(), routers: [{}]}), /has no routers/);
});

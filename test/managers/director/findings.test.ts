import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {routerReports} from '../../../src/managers/director/router-reports.js';
import {wantedRouters} from '../../../src/managers/director/wanted-routers.js';
import type {DirectorState} from '../../../src/director/protocol/director-state.js';
import {assess} from '../../../src/vrrp/findings/assess.js';
import type {Hold} from '../../../src/vrrp/findings/knowledge.js';
import {newObservation} from '../../../src/vrrp/observer/observation.js';
import type {ObserverEvent} from '../../../src/vrrp/observer/observer-event.js';
import {stepObserver} from '../../../src/vrrp/observer/step-observer.js';
import {interfaceAddress, link} from '../../vrrp/observer/scene.js';
import {router, state} from './states.js';

const now = 100_000;
const running: ObserverEvent = {type: 'daemon', name: 'director', facts: {state: 'running', pid: 7, startedAt: 500}};
const listening: ObserverEvent = {type: 'listening', interface: 2, family: 'ipv4', isListening: true};
/** What is found of what a director told, on a segment where nobody else was heard since the beginning. */
function assessed(told: DirectorState, {readAt = now, holds = []}: {readAt?: number; holds?: readonly Hold[]} = {}) {
  let observation = newObservation(1000);
  const addresses = told.routers.some(one => one.state === 'master') ? [interfaceAddress('eth0', '10.0.0.100')] : [];
  const snapshot: ObserverEvent = {
    type: 'network',
    event: {type: 'snapshot', state: {links: [link('eth0', true)], addresses}},
  };
  for (const event of [snapshot, running, listening]) [observation] = stepObserver(observation, event, 1000);
  [observation] = stepObserver(observation, {type: 'clock'}, now);
  // as if it had been listened to all the time
  for (const segment of observation.segments.values()) segment.attentiveSince = 1000;
  return assess({observation, wanted: wantedRouters(told), reports: routerReports(told, readAt), holds}, now);
}

describe('the word of a director', () => {
  test('is the state, with its time and its cause', () => {
    const told = state([router({state: 'master', since: 42_000, cause: '10.0.0.2 fell silent', master: undefined})]);
    const [view] = assessed(told).instances;
    assert.equal(view?.state, 'master');
    assert.equal(view?.confidence, 'confirmed');
    assert.deepEqual(view?.since, {at: 42_000, source: 'director'});
    assert.deepEqual(view?.why, {code: 'told', words: '10.0.0.2 fell silent', source: 'director'});
    assert.ok(view?.evidence.some(({source, says}) => source === 'director' && says === 'master'));
  });

  test('that is old confirms nothing', () => {
    const [view] = assessed(state([router()]), {readAt: now - 60_000}).instances;
    assert.deepEqual([view?.state, view?.confidence], ['backup', 'likely']);
  });

  test('tells what changed the priority, the hold of an operator too', () => {
    const told = state([
      router({
        state: 'master',
        basePriority: 100,
        priority: 80,
        advertisedPriority: 254,
        adjustments: [{by: 'file load', amount: -20}],
        hold: 'master',
      }),
    ]);
    assert.deepEqual(assessed(told).instances[0]?.priority, {
      base: 100,
      effective: 254,
      adjustments: [
        {by: 'file load', amount: -20},
        {by: 'the hold as master', amount: 174},
      ],
    });
  });

  test('tells the state of the sync group, and how connections are synchronized', () => {
    const told = state([router({group: 'G'})], {
      groups: [{name: 'G', members: ['VI_1'], state: 'backup'}],
      sync: {
        router: 'G',
        interface: 'eth1',
        syncId: 7,
        role: 'backup',
        running: [],
        since: undefined,
        problem: 'no module',
      },
    });
    const [view] = assessed(told).instances;
    assert.deepEqual(view?.group, {name: 'G', state: 'backup'});
    const words = view?.evidence.map(each => each.words) ?? [];
    assert.ok(words.includes('connection sync on eth1 (id 7) is to be backup, nothing runs: no module'));
  });

  test('of rivals is a suspicion of two masters', () => {
    const {findings} = assessed(state([router({state: 'master', rivals: ['10.0.0.3']})]));
    const [found] = findings.filter(({code}) => code === 'duplicate-master');
    assert.equal(found?.confidence, 'suspected');
    assert.deepEqual(found?.proof, ['the director hears 10.0.0.3 as a master too']);
    const justNow = router({state: 'master', since: now - 1000, rivals: ['10.0.0.3']});
    assert.deepEqual(assessed(state([justNow])).findings, [], 'whom it has just taken over from is no rival');
  });
});

describe('a hold of a director', () => {
  const hold: Hold = {instance: 'VI_1', target: 'VI_1', as: 'backup', since: 5000, owner: 'alice', reason: 'new disk'};

  test('is no fault: who is backup is backup', () => {
    const [view] = assessed(state([router({hold: 'backup'})]), {holds: [hold]}).instances;
    assert.equal(view?.state, 'backup');
    assert.ok(view?.evidence.some(({words}) => words === 'held by alice: new disk'));
  });

  test('as backup is named where nobody is master, and the host is not called deaf', () => {
    const {findings} = assessed(state([router({hold: 'backup', master: undefined})]), {holds: [hold]});
    assert.deepEqual(
      findings.map(({code}) => code),
      ['no-master'],
    );
    assert.ok(findings[0]?.proof.includes('held by alice: new disk; lvsctl vrrp release VI_1 ends that'));
  });

  test('without one such a backup is deaf', () => {
    const {findings} = assessed(state([router({master: undefined})]));
    assert.deepEqual(
      findings.map(({code}) => code),
      ['deaf-backup'],
    );
  });
});

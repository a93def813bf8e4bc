import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {PeerAnswer} from '../../../src/managers/director/director-situation.js';
import {planDirectorRelease} from '../../../src/managers/director/plan-director-release.js';
import {planDirectorSwitch} from '../../../src/managers/director/plan-director-switch.js';
import type {Hold} from '../../../src/vrrp/truth/hold.js';
import {movable, other, request} from '../../vrrp/handover/situations.js';
import {now, own} from './plan-situation.js';

const held = (as: Hold['as']): Hold => ({
  target: 'VI_1',
  as,
  instances: ['VI_1'],
  since: 1,
  owner: 'alice',
  reason: 'new disk',
  expires: undefined,
  endedBy: 'director',
  how: `the director keeps it ${as}`,
});

function answer(result: PeerAnswer['result'], words = 'its connections are synchronized'): PeerAnswer {
  return {peer: other, result, words};
}

const codes = ({plan}: {readonly plan: {readonly objections: readonly {readonly code: string}[]}}) =>
  plan.objections.map(({code}) => code);

describe('away from a director', () => {
  test('that preempts: it is held as backup until it is released', () => {
    const planned = planDirectorSwitch(now([movable('VI_1', 'master')]), request('VI_1'));
    assert.deepEqual(codes(planned), []);
    assert.deepEqual(planned.change, {type: 'hold', as: 'backup'});
    assert.equal(planned.plan.way.style, 'held');
    assert.equal(planned.settings.style, 'held');
  });

  test('that does not preempt: a hold for a moment', () => {
    const planned = planDirectorSwitch(now([movable('VI_1', 'master', ['nopreempt'])]), request('VI_1'));
    assert.equal(planned.plan.way.style, 'pulse');
    assert.match(planned.plan.steps.at(-1) as string, /release it, and see that the other stays master/);
  });

  test('to a peer that agrees: within 30 ms, and that is who would take over', () => {
    const agreed = now([movable('VI_1', 'master')], {answers: [answer('ready')], evidence: []});
    const planned = planDirectorSwitch(agreed, request('VI_1', {peer: other}));
    assert.deepEqual(codes(planned), []);
    assert.deepEqual(planned.change, {type: 'hand-over', to: other, isHeld: true});
    assert.ok(planned.plan.way.expectedOutage <= 30);
    assert.equal(planned.plan.evidence[0]?.source, 'director');
  });

  test('without a hold there is nothing to take back after handing over', () => {
    const agreed = now([movable('VI_1', 'master', ['nopreempt'])], {answers: [answer('ready')]});
    const planned = planDirectorSwitch(agreed, request('VI_1', {peer: other}));
    assert.deepEqual(planned.change, {type: 'hand-over', to: other, isHeld: false});
    assert.equal(planned.settings.style, 'held');
    assert.equal(planned.plan.way.style, 'pulse');
  });

  test('to a peer that is none of ours: the ordinary way, and the plan says so', () => {
    const silent = now([movable('VI_1', 'master')], {
      answers: [answer('no-answer', 'it does not answer')],
      evidence: [
        {
          instance: {name: 'VI_1', interface: 'eth0', family: 'ipv4', virtualRouter: 51},
          source: 'neighbour',
          isHealth: false,
          words: '10.0.0.2 answers',
          station: {addresses: [other]},
        },
      ],
    });
    const planned = planDirectorSwitch(silent, request('VI_1', {peer: other}));
    assert.deepEqual(codes(planned), []);
    assert.deepEqual(planned.change, {type: 'hold', as: 'backup'});
    assert.match(planned.plan.steps[0] as string, /10\.0\.0\.2 did not answer as a director of lvsctl does/);
  });

  test('a named peer that does not want it is not made to', () => {
    const refused = now([movable('VI_1', 'master')], {answers: [answer('refused', 'it is held as backup')]});
    const planned = planDirectorSwitch(refused, request('VI_1', {peer: other}));
    assert.deepEqual(codes(planned), ['peer-refused']);
    assert.equal(planned.plan.objections[0]?.isForceable, false);
  });

  test('held by somebody else: its hold would end, and that needs --force', () => {
    const master = now([movable('VI_1', 'master')], {held: held('master')});
    for (const isHeld of [true, false]) {
      const planned = planDirectorSwitch(master, request('VI_1', {owner: 'bob', isHeld}));
      assert.deepEqual(codes(planned), ['held-by-another']);
      const [objection] = planned.plan.objections;
      assert.ok(objection?.isForceable);
      assert.match(objection.words, /^this would replace the hold of VI_1 as master by alice: new disk$/);
      assert.equal(planned.settings.style, 'held', 'what is held already is held on, by whoever wants it now');
    }
    const agreed = planDirectorSwitch(
      now([movable('VI_1', 'master', ['nopreempt'])], {held: held('master'), answers: [answer('ready')]}),
      request('VI_1', {owner: 'bob', peer: other}),
    );
    assert.deepEqual(codes(agreed), ['held-by-another']);
    assert.deepEqual(agreed.change, {type: 'hand-over', to: other, isHeld: true});
  });

  test('held by nobody knows whom: that is somebody else', () => {
    const nobody = now([movable('VI_1', 'master')], {held: {...held('master'), owner: undefined}});
    assert.deepEqual(codes(planDirectorSwitch(nobody, request('VI_1', {isHeld: true}))), ['held-by-another']);
  });

  test('held by the same: the plan says what it replaces', () => {
    const own = now([movable('VI_1', 'master')], {held: held('master')});
    const {plan} = planDirectorSwitch(own, request('VI_1', {owner: 'alice', isHeld: true}));
    assert.deepEqual(plan.objections, []);
    assert.ok(plan.way.sideEffects.includes('it replaces the hold of VI_1 as master by alice: new disk'));
  });

  test('by a member of a sync group: all of it is held, and the words name the group', () => {
    const group = [movable('VI_1', 'master', ['group=G']), movable('VI_2', 'master', ['vrid=52', 'group=G'])];
    const {plan} = planDirectorSwitch(now(group), request('VI_2', {isHeld: true}));
    assert.match(plan.steps[0] as string, /^tell the director to be backup with G:/);
    assert.match(plan.steps.at(-1) as string, /until: lvsctl vrrp release G$/);
  });

  test('to itself, from a backup, or twice, is nothing to do', () => {
    assert.deepEqual(codes(planDirectorSwitch(now([movable('VI_1', 'master')]), request('VI_1', {peer: own}))), [
      'is-this-host',
      'no-peer',
    ]);
    assert.deepEqual(codes(planDirectorSwitch(now([movable('VI_1', 'backup')]), request('VI_1'))), ['not-master']);
    const twice = now([movable('VI_1', 'backup')], {held: held('backup')});
    assert.deepEqual(codes(planDirectorSwitch(twice, request('VI_1'))), ['held']);
  });

  test('a backup may be held as well, and who wants that another time changes its record', () => {
    const planned = planDirectorSwitch(
      now([movable('VI_1', 'backup')], {held: held('backup')}),
      request('VI_1', {isHeld: true, owner: 'alice'}),
    );
    assert.deepEqual(codes(planned), []);
    assert.equal(planned.plan.way.expectedOutage, 0);
  });
});

describe('to a director', () => {
  test('it is held as master, and nobody is without addresses', () => {
    const planned = planDirectorSwitch(now([movable('VI_1', 'backup')]), request('VI_1', {to: 'master'}));
    assert.deepEqual(codes(planned), []);
    assert.deepEqual(planned.change, {type: 'hold', as: 'master'});
    assert.equal(planned.plan.way.expectedOutage, 0);
    assert.equal(planned.settings.action, 'take');
  });

  test('with a fault it cannot be master, and says which', () => {
    const faulty = now([movable('VI_1', 'fault')], {faults: ['the link of eth0 is down']});
    const planned = planDirectorSwitch(faulty, request('VI_1', {to: 'master'}));
    assert.deepEqual(codes(planned), ['fault']);
    assert.match(planned.plan.objections[0]?.words ?? '', /eth0 is down/);
  });

  test('that is master already there is nothing to move; but it may be held so', () => {
    const master = now([movable('VI_1', 'master')]);
    assert.deepEqual(codes(planDirectorSwitch(master, request('VI_1', {to: 'master'}))), ['is-master']);
    assert.deepEqual(codes(planDirectorSwitch(master, request('VI_1', {to: 'master', isHeld: true}))), []);
  });

  test('that somebody else holds as backup: that hold would end, and needs --force', () => {
    const backup = now([movable('VI_1', 'backup')], {held: held('backup')});
    for (const isHeld of [true, false])
      assert.deepEqual(codes(planDirectorSwitch(backup, request('VI_1', {to: 'master', isHeld}))), ['held-by-another']);
  });

  test('the ways of keepalived are none of it', () => {
    assert.deepEqual(codes(planDirectorSwitch(now([movable('VI_1', 'master')]), request('VI_1', {via: 'stop'}))), [
      'no-way',
    ]);
    const stopped = now([movable('VI_1', 'master')], {isRunning: false});
    assert.deepEqual(codes(planDirectorSwitch(stopped, request('VI_1'))), ['not-running']);
  });
});

describe('a release', () => {
  test('brings back who preempts and outranks the other', () => {
    const planned = planDirectorRelease(now([movable('VI_1', 'backup')], {held: held('backup')}), 'VI_1');
    assert.deepEqual(planned.change, {type: 'release'});
    assert.equal(planned.settings.members[0]?.comesBack, true);
  });

  test('of a master: the protocol decides, and the words say that a higher peer takes over', () => {
    const {plan, afterwards} = planDirectorRelease(now([movable('VI_1', 'master')], {held: held('master')}), 'VI_1');
    assert.match(
      plan.steps[0] as string,
      /^tell the director that VI_1 is not held as master any more \(held by alice: new disk\)$/,
    );
    assert.equal(afterwards, 'from now on the protocol decides: a peer of higher priority takes over');
  });

  test('of what is not held is nothing', () => {
    const planned = planDirectorRelease(now([movable('VI_1', 'backup')]), 'VI_1');
    assert.equal(planned.change, undefined);
    assert.deepEqual(codes(planned), ['not-held']);
  });
});

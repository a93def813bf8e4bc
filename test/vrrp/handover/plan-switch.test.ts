import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {refusals} from '../../../src/vrrp/handover/objections.js';
import {planSwitch} from '../../../src/vrrp/handover/plan-switch.js';
import type {PlannedSwitch} from '../../../src/vrrp/handover/planned-switch.js';
import {file, movable, request, situation} from './situations.js';

const codes = ({plan}: PlannedSwitch) => plan.objections.map(({code}) => code);
const fileOf = ({change}: PlannedSwitch) => (change?.type === 'file' ? change.file.name : undefined);
const master = () => movable('VI_1', 'master');

describe('to backup', () => {
  test('a master that preempts is held, and one that does not gets a pulse', () => {
    const held = planSwitch(situation([master()], [file('f', ['VI_1'])]), request('VI_1'));
    assert.deepEqual([held.plan.way.style, codes(held)], ['held', []]);
    const pulse = planSwitch(
      situation([movable('VI_1', 'master', ['nopreempt'])], [file('f', ['VI_1'])]),
      request('VI_1'),
    );
    assert.equal(pulse.plan.way.style, 'pulse');
  });

  test('with --hold it is held also where it does not preempt', () => {
    const one = situation([movable('VI_1', 'master', ['nopreempt'])], [file('f', ['VI_1'])]);
    const planned = planSwitch(one, request('VI_1', {hold: 60_000}));
    assert.equal(planned.plan.way.style, 'held');
    assert.match(planned.plan.advice.join(' '), /Nobody will end this hold after 60 s/);
  });

  test('systemd ends a hold only where it runs, and with --yes', () => {
    const one = situation([master()], [file('f', ['VI_1'])], {canSchedule: true});
    const planned = planSwitch(one, request('VI_1', {hold: 60_000, isConfirmed: true}));
    assert.deepEqual(planned.plan.advice, []);
    assert.match(planned.plan.steps.join('\n'), /systemd-run --on-active=60 lvsctl vrrp release VI_1$/m);
    assert.match(
      planSwitch(one, request('VI_1', {hold: 60_000})).plan.steps.join('\n'),
      /only with --yes: systemd-run/,
    );
  });

  test('a member takes its whole sync group along, and the time is that of the slowest', () => {
    const group = ['group=G'];
    const members = [
      movable('VI_1', 'master', group),
      movable('VI_2', 'master', [...group, 'interval=3000', 'version=3']),
    ];
    const planned = planSwitch(situation(members, [file('f', ['VI_1', 'VI_2'])]), request('VI_2'));
    assert.deepEqual(
      planned.plan.instances.map(({name}) => name),
      ['VI_1', 'VI_2'],
    );
    assert.equal(planned.settings.limits.taken, 3500);
    assert.equal(planSwitch(situation(members, [file('f', ['VI_1', 'VI_2'])]), request('G')).plan.instances.length, 2);
  });

  test('within 1.5 s at an interval of 1 s', () => {
    assert.equal(planSwitch(situation([master()], []), request('VI_1')).settings.limits.taken, 1500);
  });

  test('of several files ours goes first, and one that moves only this', () => {
    const files = [file('other', ['VI_1']), file('lvsctl_all', ['VI_1', 'VI_2']), file('lvsctl_1', ['VI_1'])];
    const both = [master(), movable('VI_2', 'master')];
    assert.equal(fileOf(planSwitch(situation(both, files), request('VI_1'))), 'lvsctl_1');
    assert.equal(fileOf(planSwitch(situation(both, files), request('VI_1', {file: 'other'}))), 'other');
    assert.deepEqual(codes(planSwitch(situation(both, [files[1]!]), request('VI_1'))), ['moves-more']);
  });

  test('two files of somebody else are a question', () => {
    const planned = planSwitch(situation([master()], [file('a', ['VI_1']), file('b', ['VI_1'])]), request('VI_1'));
    assert.deepEqual(codes(planned), ['several-files']);
    assert.match(planned.plan.objections[0]?.words ?? '', /--file NAME/);
  });

  test('without a file the other ways are shown, and the lines that would help', () => {
    const planned = planSwitch(situation([master()], [file('w', ['VI_1'], {weight: -10})]), request('VI_1'));
    assert.deepEqual(codes(planned), ['no-file']);
    const advice = planned.plan.advice.join('\n');
    assert.match(advice, /--via stop --yes .*systemctl stop keepalived.service/);
    assert.match(advice, /lvsctl vrrp prepare/);
    assert.match(advice, /track_file lvsctl_VI_1/);
  });

  test('stopping the daemon needs --yes', () => {
    assert.deepEqual(codes(planSwitch(situation([master()], []), request('VI_1', {via: 'stop'}))), ['not-confirmed']);
    const planned = planSwitch(situation([master()], []), request('VI_1', {via: 'stop', isConfirmed: true}));
    assert.deepEqual([codes(planned), planned.change?.type], [[], 'stop']);
    assert.match(planned.plan.way.sideEffects.join(), /takes down every other virtual router/);
  });

  test('with the daemon goes everything that it runs: each needs somebody', () => {
    const instances = [master(), movable('VI_2', 'master', ['vrid=52'])];
    const evidence = situation([instances[0]!], []).evidence;
    const planned = planSwitch(situation(instances, [], {evidence}), request('VI_1', {via: 'stop', isConfirmed: true}));
    assert.deepEqual(codes(planned), ['no-standby']);
    assert.match(planned.plan.objections[0]?.words ?? '', /VI_2/);
  });

  test('a file that moves another one by its weight moves more, too', () => {
    const files = [file('f', ['VI_1']), file('f', ['VI_2'], {weight: 5})];
    const both = [master(), movable('VI_2', 'master', ['vrid=52'])];
    assert.deepEqual(codes(planSwitch(situation(both, files), request('VI_1'))), ['moves-more']);
  });

  test('nobody to take over is an objection that --force goes over', () => {
    const planned = planSwitch(situation([master()], [file('f', ['VI_1'])], {evidence: []}), request('VI_1'));
    assert.deepEqual(codes(planned), ['no-standby']);
    assert.equal(refusals(planned.plan, false).length, 1);
    assert.equal(refusals(planned.plan, true).length, 0);
  });

  test('two masters already: not before that is understood', () => {
    const one = master();
    const finding = {
      code: 'duplicate-master',
      instance: one.view?.identity,
      confidence: 'confirmed',
      summary: 'two masters',
      proof: ['10.0.0.2 speaks'],
      advice: '',
    } as const;
    assert.deepEqual(
      codes(planSwitch(situation([one], [file('f', ['VI_1'])], {findings: [finding]}), request('VI_1'))),
      ['finding'],
    );
    const elsewhere = {...finding, instance: {...finding.instance!, virtualRouter: 99}};
    assert.deepEqual(
      codes(planSwitch(situation([one], [file('f', ['VI_1'])], {findings: [elsewhere]}), request('VI_1'))),
      [],
    );
  });

  test('a backup has nothing to move, and can be held', () => {
    const one = situation([movable('VI_1', 'backup')], [file('f', ['VI_1'])], {evidence: []});
    assert.deepEqual(codes(planSwitch(one, request('VI_1'))), ['not-master']);
    assert.deepEqual(codes(planSwitch(one, request('VI_1', {hold: 60_000}))), []);
  });

  test('what is held already is not held twice', () => {
    const one = situation([movable('VI_1', 'maintenance')], [file('f', ['VI_1'], {value: 1})]);
    assert.ok(codes(planSwitch(one, request('VI_1'))).includes('held'));
  });
});

describe('to master', () => {
  const weighted = (given = {}) => file('w', ['VI_1'], {weight: 2, ...given});
  const plan = (words: readonly string[], theirs: number, given = {}) =>
    planSwitch(
      situation([movable('VI_1', 'backup', words, theirs)], [weighted(given)]),
      request('VI_1', {to: 'master'}),
    );

  test('the smallest number that brings it above the other', () => {
    const planned = plan(['priority=50'], 100);
    assert.deepEqual(codes(planned), []);
    assert.ok(planned.change?.type === 'file');
    assert.deepEqual([planned.change.value, planned.change.undo], [26, 0]); // 50 + 2 * 26 = 102
  });

  test('on top of what the file says already, and with a weight that counts the other way round', () => {
    const change = (given: object) => {
      const {change: made} = plan(['priority=50'], 100, given);
      return made?.type === 'file' ? made.value : undefined;
    };
    assert.equal(change({value: 3}), 29);
    assert.equal(change({weight: -1}), -51);
  });

  test('not above 254, which is the owner’s: then what to do on the other', () => {
    const planned = plan(['priority=50'], 254);
    assert.equal(planned.change, undefined);
    assert.deepEqual(planned.plan.advice, ['On the host that has 10.0.0.2: lvsctl vrrp switch VI_1 --to backup']);
  });

  test('nopreempt makes it impossible', () => {
    assert.deepEqual(codes(plan(['priority=50', 'nopreempt'], 100)), ['nopreempt']);
  });

  test('a master is one already', () => {
    const planned = planSwitch(situation([master()], [weighted()]), request('VI_1', {to: 'master'}));
    assert.deepEqual(codes(planned), ['is-master']);
  });
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ipv4} from '../../../src/net/address.js';
import type {Circumstances, Router, RouterEvent, Rules} from '../../../src/vrrp/router/router.js';
import {routerDeadline, stepRouter} from '../../../src/vrrp/router/step-router.js';

const rules: Rules = {
  version: 3,
  interval: 1000,
  silentIntervals: 3,
  preempts: true,
  preemptDelay: 0,
  answersLower: true,
  announcing: {again: 0, refresh: 0, rival: 5000},
};
const owner: Circumstances = {address: ipv4(1), priority: 255, faults: [], hold: undefined};

test('somebody invents masters without end: no more than some are remembered, and each is answered no sooner than a tenth of the interval', () => {
  let [router] = stepRouter(rules, owner, {state: 'initialize'}, {type: 'startup'}, 0);
  let sent = 0;
  for (let i = 1; i <= 10_000; i++) {
    const event: RouterEvent = {type: 'advertisement', source: ipv4(i + 1), priority: 100, interval: 40_950};
    const [after, effects] = stepRouter(rules, owner, router, event, i / 10);
    router = after;
    sent += effects.filter(({type}) => type === 'send-advertisement').length;
  }
  assert.equal(router.state === 'master' && router.rivals.length, 16);
  assert.ok(sent <= 10, String(sent));
});

test('in every state the clock can come too early, and changes nothing', () => {
  const [master] = stepRouter(rules, owner, {state: 'initialize'}, {type: 'startup'}, 0);
  const [backup] = stepRouter(rules, {...owner, priority: 100}, {state: 'initialize'}, {type: 'startup'}, 0);
  const states: readonly Router[] = [{state: 'initialize'}, {state: 'fault'}, backup, master];
  for (const state of states) {
    const [after, effects] = stepRouter(rules, owner, state, {type: 'clock'}, 500);
    assert.deepEqual([after, effects], [state, []]);
    assert.ok(routerDeadline(owner, state) > 500);
  }
});

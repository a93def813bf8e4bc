import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Check} from '../../src/checks/check.js';
import {checkKey} from '../../src/checks/check-key.js';
import {checkOf} from './health/settings.js';

const {schedule} = checkOf('10.0.0.11', '80');
const secret = (sealed: string): Check => {
  const {probe} = checkOf('10.0.0.11', '21');
  const login = {type: 'ftp', login: 'ann', password: {sealed}, request: '/', pattern: undefined} as const;
  return {probe: {...(probe as typeof probe & {type: 'tcp'}), ...login}, schedule};
};

test('checks that are equal have one key, whatever the order of their members', () => {
  const check = checkOf('10.0.0.11', '80');
  const turned = Object.fromEntries(Object.entries(check.schedule).reverse()) as unknown as Check['schedule'];
  assert.equal(checkKey({schedule: turned, probe: structuredClone(check.probe)}), checkKey(check));
});

test('a member of a check that is undefined and one that is absent are the same', () => {
  const check = checkOf('10.0.0.11', '80');
  const given = {...check.probe, bindInterface: undefined} as unknown as Check['probe'];
  assert.equal(checkKey({...check, probe: given}), checkKey(check));
});

test('whatever is different of a check makes another key', () => {
  const checks = [
    checkOf('10.0.0.11', '80'),
    checkOf('10.0.0.12', '80'),
    checkOf('10.0.0.11', '81'),
    checkOf('10.0.0.11', 'agent'),
    checkOf('10.0.0.11', '80', {interval: 2000}),
    checkOf('10.0.0.11', '80', {fall: 2}),
    checkOf('10.0.0.11', '80', {alpha: 1}),
    secret('one'),
    secret('other'),
  ];
  assert.equal(new Set(checks.map(checkKey)).size, checks.length);
});

test('a key of a check tells its kind, and nothing of a secret', () => {
  assert.match(checkKey(secret('swordfish')), /^ftp-[\w-]{22}$/);
});

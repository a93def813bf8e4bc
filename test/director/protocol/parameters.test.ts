import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {errorCodes, type MethodName, methods} from '../../../src/director/protocol/methods.js';
import {parameters, readParameters} from '../../../src/director/protocol/parameters.js';
import {isProtocolError} from '../../../src/director/protocol/protocol-error.js';

/** What each method takes, and what it does not take with the words it is refused with. */
const contract: Readonly<
  Record<MethodName, {takes: readonly unknown[]; refuses: readonly (readonly [unknown, RegExp])[]}>
> = {
  state: {takes: [{}], refuses: [[{target: 'x'}, /^there is no parameter target: there is none at all$/]]},
  subscribe: {takes: [{}], refuses: [[[], /^params must be an object/]]},
  hold: {
    takes: [
      {target: 'VI_1', as: 'master'},
      {target: 'x'.repeat(255), as: 'backup', owner: 'alice', reason: 'new kernel, 1. "try"', expires: 0},
      {target: 'ä 中', as: 'backup', expires: 8.64e15},
    ],
    refuses: [
      [{as: 'master'}, /^target is missing: a name of 1 to 255 printable characters$/],
      [{target: 'VI_1'}, /^as is missing: "master" or "backup"$/],
      [{target: '', as: 'master'}, /^target is "": it must be a name/],
      [{target: 'x'.repeat(256), as: 'master'}, /^target is "x+…: it must be a name/],
      [{target: 'a\nb', as: 'master'}, /^target is "a\\nb": it must/],
      [{target: 'a\u009bb', as: 'master'}, /^target is "a\\x9bb": it must/],
      [{target: 'a\u2028b', as: 'master'}, /^target is /],
      [{target: 'a\ud800', as: 'master'}, /^target is "a\\ud800": it must/],
      [{target: ['VI_1'], as: 'master'}, /^target is \["VI_1"\]: it must/],
      [{target: null, as: 'master'}, /^target is null: it must/],
      [{target: 'VI_1', as: 'fault'}, /^as is "fault": it must be "master" or "backup"$/],
      [{target: 'VI_1', as: 'constructor'}, /^as is /],
      [
        {target: 'VI_1', as: 'master', expire: 1},
        /^there is no parameter expire: there is target, as, owner, reason, expires$/,
      ],
      [
        {target: 'VI_1', as: 'master', expires: -1},
        /^expires is -1: it must be milliseconds since 1970, a whole number$/,
      ],
      [{target: 'VI_1', as: 'master', expires: 1.5}, /^expires is 1.5/],
      [{target: 'VI_1', as: 'master', expires: 8.7e15}, /^expires is /],
      [{target: 'VI_1', as: 'master', expires: '10m'}, /^expires is "10m"/],
      [{target: 'VI_1', as: 'master', reason: 'x'.repeat(1001)}, /^reason is /],
      [JSON.parse('{"target":"VI_1","as":"master","__proto__":{"expires":1}}'), /^there is no parameter __proto__/],
    ],
  },
  release: {
    takes: [{target: 'G1'}],
    refuses: [
      [{}, /^target is missing/],
      [undefined, /^target is missing/],
    ],
  },
  'hand-over': {
    takes: [
      {target: 'VI_1', to: '10.0.1.2'},
      {target: 'VI_1', to: 'fe80::2', isOnlyAsked: true, hold: {}},
      {target: 'VI_1', to: '10.0.1.2', hold: {owner: 'alice', reason: 'x', expires: 1}},
    ],
    refuses: [
      [{target: 'VI_1'}, /^to is missing: an IPv4 or IPv6 address$/],
      [{target: 'VI_1', to: 'lvs2'}, /^to is "lvs2": it must be an IPv4 or IPv6 address$/],
      [{target: 'VI_1', to: '10.0.1.2/24'}, /^to is /],
      [{target: 'VI_1', to: 'fe80::2%eth0'}, /^to is /],
      [{target: 'VI_1', to: '10.0.1.2', isOnlyAsked: 1}, /^isOnlyAsked is 1: it must be true or false$/],
      [
        {target: 'VI_1', to: '10.0.1.2', hold: true},
        /^hold is true: it must be an object with owner, reason, expires$/,
      ],
      [{target: 'VI_1', to: '10.0.1.2', hold: {as: 'master'}}, /^there is no parameter hold.as: /],
      [{target: 'VI_1', to: '10.0.1.2', hold: {expires: 'now'}}, /^hold.expires is "now"/],
    ],
  },
  announce: {takes: [{target: 'VI_1'}], refuses: [[{target: 7}, /^target is 7/]]},
  reload: {
    takes: [{}, undefined, {isOnlyCheck: true}],
    refuses: [
      [{isOnlyCheck: 'yes'}, /^isOnlyCheck is "yes"/],
      [{check: true}, /^there is no/],
    ],
  },
  checks: {
    takes: [{}, {onlyFailed: true}],
    refuses: [[{onlyFailed: 1}, /^onlyFailed is 1: it must be true or false$/]],
  },
  'checks-history': {takes: [{}, {server: '10.0.0.11'}], refuses: [[{server: ''}, /^server is ""/]]},
  'checks-run': {
    takes: [{server: '10.0.0.11:80'}, {server: '[fd00::11]:80', pool: 'TCP 10.0.0.1:80'}],
    refuses: [
      [{}, /^server is missing: a real server of 1 to 255 printable characters$/],
      [{server: '10.0.0.11', pool: ''}, /^pool is ""/],
    ],
  },
  'checks-disable': {
    takes: [{server: '10.0.0.11', pool: 'web', owner: 'alice', reason: 'new disk'}],
    refuses: [
      [{}, /^server is missing/],
      [{server: '10.0.0.11', expires: 1}, /^there is no parameter expires: there is server, pool, owner, reason$/],
    ],
  },
  'checks-enable': {takes: [{server: '10.0.0.11'}], refuses: [[{server: 'a', reason: 'x'}, /^there is no parameter/]]},
  drains: {takes: [{}], refuses: [[{target: 'x'}, /^there is no parameter target: there is none at all$/]]},
  metrics: {takes: [{}], refuses: [[{target: 'x'}, /^there is no parameter/]]},
  stop: {
    takes: [{}, undefined, {table: 'leave'}, {table: 'clear'}],
    refuses: [
      [null, /^params must be an object/],
      [{now: true}, /^there is no/],
    ],
  },
};

for (const method of Object.keys(methods) as MethodName[]) {
  const {takes, refuses} = contract[method];
  describe(method, () => {
    for (const params of takes)
      test(`takes ${shown(params)}`, () => assert.deepEqual(readParameters(method, params), params ?? {}));
    for (const [params, words] of refuses) {
      test(`refuses ${shown(params)}`, () => {
        assert.throws(
          () => readParameters(method, params),
          error => isProtocolError(error) && error.code === errorCodes.params && words.test(error.message),
        );
      });
    }
  });
}

test('addresses are written in one way', () => {
  assert.deepEqual(readParameters('hand-over', {target: 'VI_1', to: 'FE80:0::0002'}), {target: 'VI_1', to: 'fe80::2'});
});

test('no value is taken that is not in the tables, and none makes anything else than a refusal', () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('VI_1', 'master', '10.0.0.1', true, 5));
  const names = ['target', 'as', 'to', 'hold', 'owner', 'expires', 'isOnlyCheck', 'toString', '__proto__'];
  const params = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), value));
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(methods) as MethodName[])), params, (method, params) => {
      try {
        const read = readParameters(method, params);
        for (const name of Object.keys(read)) assert.ok(Object.hasOwn(parameters[method], name));
        assert.equal(Object.getPrototypeOf(read), Object.prototype);
      } catch (error) {
        assert.ok(isProtocolError(error) && error.code === errorCodes.params, String(error));
        assert.doesNotMatch(error.message, /[\u0000-\u001f\u007f-\u009f]/);
      }
    }),
    {numRuns: 3000},
  );
});

function shown(params: unknown): string {
  return (JSON.stringify(params) ?? 'none').slice(0, 80);
}

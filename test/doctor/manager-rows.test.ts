import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {ManagerFacts} from '../../src/doctor/facts.js';
import type {KeepalivedDetail, ManagerDetail} from '../../src/doctor/manager-detail.js';
import {diagnosed, known, said, untold} from './healthy-facts.js';

const file = '/etc/keepalived/keepalived.conf';
const calm: ManagerDetail = {state: 'running', isReloadPending: false, refusals: [], addresses: [], routers: []};
const careful: KeepalivedDetail = {
  orderTrap: undefined,
  dynamicChecks: 0,
  checksReload: false,
  logsDetails: false,
  hasVirtualMacs: false,
  keepsAddresses: false,
  flushesTable: false,
};

function manager(kind: ManagerFacts['kind'], change: Partial<ManagerFacts> = {}): ManagerFacts {
  const base = {pid: 7, version: undefined, file, writesTable: true, holdsAddresses: true, services: [], problems: []};
  return {...base, kind, detail: calm, ...change};
}

function keepalived(detail: Partial<KeepalivedDetail>, change: Partial<ManagerFacts> = {}): ManagerFacts {
  return manager('keepalived', {...change, detail: {...calm, ...change.detail, keepalived: {...careful, ...detail}}});
}

function managers(...list: readonly ManagerFacts[]) {
  return {managers: known(list)};
}

describe('two managers', () => {
  const services = ['tcp/10.0.0.100:80', 'tcp/10.0.0.100:443'];
  test('with services of their own get on', () => {
    const ldirectord = manager('ldirectord', {services: ['tcp/10.0.0.101:80']});
    assert.deepEqual(said('two-managers', managers(keepalived({}, {services}), ldirectord)), ['good']);
  });
  test('with the same service write against each other', () => {
    const ldirectord = manager('ldirectord', {pid: 8, services: ['tcp/10.0.0.100:443']});
    assert.deepEqual(said('two-managers', managers(keepalived({}, {services}), ldirectord)), [
      'wrong: tcp/10.0.0.100:443: keepalived (process 7) and ldirectord (process 8) have it',
    ]);
  });
  test('with the same address take it away from each other, whatever its prefix', () => {
    const one = keepalived({}, {detail: {...calm, addresses: ['10.0.0.100']}});
    const other = manager('lvsctl', {pid: 8, detail: {...calm, addresses: ['10.0.0.100/24']}});
    assert.deepEqual(said('two-managers', managers(one, other)), [
      'wrong: 10.0.0.100: keepalived (process 7) and the director of lvsctl (process 8) add and remove it',
    ]);
  });
  test('with the same virtual router are two masters; that its addresses are the same goes without saying', () => {
    const detail = {...calm, addresses: ['10.0.0.100'], routers: ['ipv4 51 on eth0']};
    const found = said('two-managers', managers(keepalived({}, {detail}), keepalived({}, {pid: 8, detail})));
    assert.deepEqual(found, [
      'wrong: virtual router ipv4 51 on eth0: keepalived (process 7) and keepalived (process 8) speak for it',
    ]);
  });
  test('of which one empties the table when it starts', () => {
    const one = keepalived({flushesTable: true}, {services});
    assert.deepEqual(said('two-managers', managers(one)), ['good']);
    assert.match(said('two-managers', managers(one, manager('ldirectord'))).join(), /^risk: keepalived .*lvs_flush/);
  });
});

describe('configurations', () => {
  const refusals = [{file, line: 3, words: 'no such interface'}];
  const problems = [{file, line: 9, words: 'unknown keyword "nat_mask"; keepalived skips the line'}];
  for (const [kind, code] of [
    ['keepalived', 'keepalived-configuration'],
    ['ldirectord', 'ldirectord-configuration'],
    ['heartbeat', 'heartbeat-configuration'],
    ['lvsctl', 'director-configuration'],
  ] as const)
    test(`of ${kind}: what is refused is wrong, what is lost is a risk`, () => {
      assert.deepEqual(said(code, managers(manager(kind))), ['good']);
      assert.deepEqual(said(code, managers(manager(kind, {problems, detail: {...calm, refusals}}))), [
        `wrong: ${file}:3: no such interface`,
        `risk: ${file}:9: unknown keyword "nat_mask"; keepalived skips the line`,
      ]);
      assert.deepEqual(said(code, managers()), ['none']);
      assert.deepEqual(said(code, {managers: untold}), ['unknown: not looked at']);
    });
  test('with many problems the first ten are told, and how many there are besides', () => {
    const many = Array.from({length: 12}, (_, line) => ({file, line: line + 1, words: 'lost'}));
    const found = said('keepalived-configuration', managers(keepalived({}, {problems: many})));
    assert.equal(found.length, 11);
    assert.equal(found.at(-1), 'risk: 2 more like these');
  });
  test('keepalived that checks a reload is not ended by one', () => {
    const why = (checksReload: boolean) =>
      diagnosed('keepalived-configuration', managers(keepalived({checksReload}, {detail: {...calm, refusals}})))[0]
        ?.why;
    assert.match(why(false) ?? '', /its addresses stay here/);
    assert.match(why(true) ?? '', /a reload is refused/);
  });
  test('what a file says is shown without its control characters', () => {
    const evil = [{file, line: 1, words: 'unknown keyword "\u001b[2J"'}];
    assert.doesNotMatch(said('keepalived-configuration', managers(keepalived({}, {problems: evil}))).join(), /\u001b/);
  });
});

describe('traps', () => {
  const traps = (detail: Partial<KeepalivedDetail>) => said('keepalived-traps', managers(keepalived(detail)));
  test('none in a careful one', () => assert.deepEqual(traps({}), ['good']));
  test('each by itself', () => {
    assert.match(traps({orderTrap: '"notify" stands in front'}).join(), /^risk: .*"notify" stands in front$/);
    assert.match(traps({dynamicChecks: 2}).join(), /2 checks with misc_dynamic$/);
    assert.match(traps({keepsAddresses: true}).join(), /-V/);
  });
  test('ldirectord that adds servers before it has checked them', () => {
    const ldirectord = {readdsQuiescent: false, reloadsItself: false};
    const found = said('ldirectord-configuration', managers(manager('ldirectord', {detail: {...calm, ldirectord}})));
    assert.deepEqual(found, ['risk: ldirectord (process 7): readdquiescent=no']);
  });
});

test('changes that keepalived has not read', () => {
  const pending = (isReloadPending: boolean | undefined) =>
    said('keepalived-reload', managers(keepalived({}, {detail: {...calm, isReloadPending}})))[0]?.split(':')[0];
  assert.equal(pending(false), 'good');
  assert.equal(pending(true), 'risk');
  assert.equal(pending(undefined), 'unknown');
});

test('a manager that was stopped', () => {
  assert.deepEqual(said('manager-stopped', managers(manager('ldirectord'))), ['good']);
  const frozen = manager('ldirectord', {detail: {...calm, state: 'stopped'}});
  assert.deepEqual(said('manager-stopped', managers(frozen)), ['wrong: ldirectord (process 7): stopped by a signal']);
});

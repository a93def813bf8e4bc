import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {AddressFile} from '../../../src/director/addresses/address-file.js';
import {
  addressesToRecord,
  leftoversOf,
  type RecordedAddress,
} from '../../../src/director/addresses/recorded-address.js';
import {type Address, parseAddress} from '../../../src/net/address.js';
import type {NetworkState} from '../../../src/vrrp/ports.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';

const on = (address: string, prefixLength = 32): RecordedAddress => ({
  interface: 'eth0',
  address,
  prefixLength,
  peer: undefined,
});

function host(...addresses: readonly string[]): NetworkState {
  return {
    links: [{index: 2, name: 'eth0'}],
    addresses: addresses.map(text => {
      const [address = '', length = '32'] = text.split('/');
      return {interface: 2, address: parseAddress(address) as Address, prefixLength: Number(length)};
    }),
  } as unknown as NetworkState;
}

const two = configuration([router({addresses: ['10.0.0.100'], excluded: ['10.0.0.101/24']})]);

describe('what is recorded', () => {
  test('is all that is configured and not there', () => {
    assert.deepEqual(addressesToRecord(two, host('10.0.0.1/24'), []), [on('10.0.0.100'), on('10.0.0.101', 24)]);
  });
  test('is not what was there before: somebody else has configured it', () => {
    assert.deepEqual(addressesToRecord(two, host('10.0.0.100'), []), [on('10.0.0.101', 24)]);
  });
  test('is what is there, and was recorded before', () => {
    assert.deepEqual(addressesToRecord(two, host('10.0.0.100'), [on('10.0.0.100')]).length, 2);
  });
  test('is no address that is configured no more', () => {
    assert.deepEqual(addressesToRecord(configuration([]), host(), [on('10.0.0.100')]), []);
  });
});

test('a leftover is what is recorded and there, with the same prefix length', () => {
  const left = leftoversOf([on('10.0.0.100'), on('10.0.0.101', 24)], host('10.0.0.100', '10.0.0.101', '10.0.0.1/24'));
  assert.deepEqual(
    left.map(({recorded}) => recorded.address),
    ['10.0.0.100'],
  );
});

describe('the file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));
  const file = (boot = 'one', namespace = '1') =>
    new AddressFile(join(folder, 'director', 'addresses.json'), boot, namespace);

  test('has what was written, until it is removed', () => {
    file().write([on('10.0.0.100')]);
    assert.deepEqual(file().read(), {
      addresses: [{interface: 'eth0', address: '10.0.0.100', prefixLength: 32}],
      problem: undefined,
    });
    file().remove();
    assert.ok(!existsSync(file().path));
    assert.deepEqual(file().read(), {addresses: [], problem: undefined});
  });
  test('of another boot or network namespace says nothing', () => {
    file().write([on('10.0.0.100')]);
    assert.deepEqual(file('two').read().addresses, []);
    assert.deepEqual(file('one', '2').read().addresses, []);
  });
  test('that is damaged, or that others may write, is a problem and not believed', () => {
    file().write([on('10.0.0.100')]);
    chmodSync(file().path, 0o666);
    assert.match(file().read().problem ?? '', /others may write/);
    chmodSync(file().path, 0o600);
    writeFileSync(
      file().path,
      '{"version":1,"boot":"one","namespace":"1","addresses":[{"interface":"eth0","address":"x"}]}',
    );
    assert.match(file().read().problem ?? '', /addresses is missing or wrong/);
  });
});

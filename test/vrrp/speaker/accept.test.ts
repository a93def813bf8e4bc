import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, formatAddress} from '../../../src/net/address.js';
import {Speaker} from '../../../src/vrrp/speaker/speaker.js';
import {configuration, router, type RouterChoice} from './settings.js';
import {VirtualSegment} from './virtual-hosts.js';

/** A speaker, and which addresses are closed. */
function closing() {
  const street = new VirtualSegment();
  const host = street.join('10.0.0.1');
  const closed = new Set<string>();
  const trouble = {isThere: false};
  const change = (each: (text: string) => void) => async (addresses: readonly Address[]) => {
    if (trouble.isThere) throw new Error('nf_tables refused it');
    addresses.map(formatAddress).forEach(each);
  };
  const firewall = {close: change(text => closed.add(text)), open: change(text => closed.delete(text))};
  const speaker = new Speaker({...host.world, firewall}, () => {});
  const become = async (...choices: readonly RouterChoice[]) => {
    assert.deepEqual(await street.settle(speaker.configure(configuration(choices.map(router)))), []);
    await street.pass(5000);
    return [...closed].sort();
  };
  return {street, speaker, closed, trouble, become};
}

describe('a virtual router that accepts nothing for its addresses', () => {
  test('has them closed from its start to its end', async () => {
    const {street, speaker, closed, become} = closing();
    speaker.hold({VI_1: 'backup'});
    assert.deepEqual(await become({accepts: false}), ['10.0.0.100'], 'before it is master');
    speaker.hold({});
    await street.pass(5000);
    assert.deepEqual([...closed], ['10.0.0.100']);
    speaker.hold({VI_1: 'backup'});
    await street.pass(1000);
    assert.deepEqual([...closed], ['10.0.0.100']);
    await street.settle(speaker.shutdown());
    assert.deepEqual([...closed], []);
  });

  test('has those closed that a reload adds, and opened those that it removes', async () => {
    const {become} = closing();
    await become({accepts: false});
    const more = ['10.0.0.100', '10.0.0.101'];
    assert.deepEqual(await become({accepts: false, addresses: more}), more);
    assert.deepEqual(await become({accepts: false, addresses: ['10.0.0.101']}), ['10.0.0.101']);
  });

  test('may become one that accepts, and the other way round', async () => {
    const {become, street, speaker, closed} = closing();
    assert.deepEqual(await become({}), []);
    assert.deepEqual(await become({accepts: false}), ['10.0.0.100']);
    assert.deepEqual(await become({accepts: true}), []);
    assert.deepEqual(await become({accepts: false}), ['10.0.0.100']);
    await street.settle(speaker.shutdown());
    assert.deepEqual([...closed], []);
  });

  test('leaves closed what another has, too', async () => {
    const {become} = closing();
    const other = {
      name: 'VI_2',
      virtualRouter: 52,
      accepts: false,
      addresses: ['10.0.0.101'],
      excluded: ['10.0.0.100'],
    };
    assert.equal((await become({accepts: false}, other)).length, 2);
    assert.equal((await become(other)).length, 2);
  });

  test('has them closed later where the firewall failed at first', async () => {
    const {become, trouble} = closing();
    trouble.isThere = true;
    assert.deepEqual(await become({accepts: false}), []);
    trouble.isThere = false;
    assert.deepEqual(await become({accepts: false}), ['10.0.0.100']);
  });
});

import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {parseAddress} from '../../../src/net/address.js';
import {NftablesAddressFirewall} from '../../../src/kernel/nftables/address-firewall.js';
import {Namespace, namespacesMissing} from '../rtnetlink/namespace.js';

const connecting = `
const {connect} = require('node:net');
Promise.all(process.argv.slice(1).map(host => new Promise(resolve => {
  const socket = connect({host, port: 9}).on('error', ({code}) => resolve(code === 'ECONNREFUSED'));
  setTimeout(() => socket.destroy() && resolve(false), 700);
}))).then(found => process.stdout.write(JSON.stringify(found)));`;
const virtual = ['10.0.0.9', 'fd00::9'].map(text => parseAddress(text)!);

describe('addresses that a host has and does not answer to', {skip: namespacesMissing()}, () => {
  let host: Namespace;
  let neighbour: Namespace;
  let firewall: NftablesAddressFirewall;
  /** Whether somebody at least refuses a connection. */
  const answers = (...addresses: readonly string[]): readonly boolean[] =>
    JSON.parse(neighbour.run(process.execPath, '-e', connecting, ...addresses));
  before(() => {
    host = new Namespace();
    neighbour = new Namespace();
    host.connect('wire', neighbour, 'wire');
    for (const [i, space] of [host, neighbour].entries())
      space.batch([`addr add 10.0.0.${i + 1}/24 dev wire`, `addr add fd00::${i + 1}/64 dev wire nodad`]);
    host.batch(['addr add 10.0.0.9/32 dev wire', 'addr add fd00::9/128 dev wire nodad']);
    firewall = new NftablesAddressFirewall(host.kernel);
  });
  after(() => {
    host.remove();
    neighbour.remove();
  });

  test('answer nobody while they are closed, but ARP and neighbour discovery do', async () => {
    assert.deepEqual(answers('10.0.0.9', 'fd00::9'), [true, true]);
    neighbour.ip('neigh', 'flush', 'all');
    await firewall.close(virtual);
    assert.deepEqual(answers('10.0.0.9', 'fd00::9', '10.0.0.1', 'fd00::1'), [false, false, true, true]);
    const known = neighbour.ip('neigh', 'show');
    assert.match(known, /^10\.0\.0\.9 dev wire lladdr/m);
    assert.match(known, /^fd00::9 dev wire lladdr/m);
  });

  test('are closed twice as well as once, and answer again when they are opened', async () => {
    await firewall.close(virtual);
    await firewall.open(virtual);
    assert.deepEqual(answers('10.0.0.9', 'fd00::9'), [true, true]);
  });

  test('answer again when all is opened, and can be closed once more', async () => {
    await firewall.close(virtual.slice(0, 1));
    assert.deepEqual(answers('10.0.0.9'), [false]);
    await firewall.end();
    assert.deepEqual(answers('10.0.0.9'), [true]);
    await firewall.close(virtual.slice(0, 1));
    assert.deepEqual(answers('10.0.0.9'), [false]);
    await firewall.end();
  });
});

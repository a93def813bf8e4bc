import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {NftablesAddressFirewall} from '../../../src/kernel/nftables/address-firewall.js';
import {ipv4} from '../../../src/net/address.js';
import type {OwnDirector} from '../../directors/own-director.js';
import {eventually} from '../../directors/eventually.js';
import {pairTest, routerConf} from './pair.js';

const address = '10.0.0.100';

/** What becomes of a connection to a port that nobody listens on. */
const connecting = `
const socket = require('node:net').connect({host: '${address}', port: 9});
socket.on('error', ({code}) => process.stdout.write(code)).setTimeout(700, () => socket.destroy());`;

const settings = routerConf({priority: 100, addresses: [`${address}/24`], more: ['no_accept']});

describe('a master that does not accept what is for its addresses (RFC 9568 §6.1)', () => {
  pairTest('answers ARP and nothing else, until its director ends', async ({a, b}) => {
    const client = b.host.namespace;
    const code = () => client.run(process.execPath, '-e', connecting);
    a.director.configure(settings);
    await a.director.start();
    await isMaster(a.director);
    await eventually(
      () => a.host.has(address) && code() === '',
      () => 'it answers',
    );
    assert.match(client.ip('neigh', 'show', address), /lladdr/);

    // whoever has it afterwards answers
    a.director.stop();
    await eventually(
      () => !a.director.isRunning,
      () => a.director.log,
    );
    a.host.namespace.ip('address', 'add', `${address}/24`, 'dev', 'eth0');
    assert.equal(code(), 'ECONNREFUSED');
    assert.doesNotMatch(a.director.log, /nf_tables/);
  });

  pairTest('answers again when the process that speaks is killed', async ({a, b}) => {
    a.director.configure(settings);
    await a.director.start();
    await isMaster(a.director);
    await eventually(
      () => a.host.has(address),
      () => 'it has no address',
    );
    a.director.killAll();
    await eventually(
      () => !a.director.isRunning,
      () => 'it still runs',
    );
    assert.ok(a.host.has(address));
    await eventually(
      () => b.host.namespace.run(process.execPath, '-e', connecting) === 'ECONNREFUSED',
      () => 'nobody answers',
    );
  });

  pairTest('is master all the same where nf_tables cannot be had, and says so', async ({a, b}) => {
    const owner = new NftablesAddressFirewall(a.host.namespace.kernel); // of the table that would be ours
    await owner.close([ipv4(1)]);
    a.director.configure(settings);
    await a.director.start();
    await isMaster(a.director);
    await eventually(
      () => /VI_1: nf_tables refused it: /.test(a.director.log),
      () => a.director.log,
    );
    await eventually(
      () => a.host.has(address),
      () => 'it has no address',
    );
    assert.equal(b.host.namespace.run(process.execPath, '-e', connecting), 'ECONNREFUSED');
    await owner.end();
  });
});

async function isMaster(director: OwnDirector): Promise<void> {
  let state: string | undefined;
  for (let i = 0; i < 500 && state !== 'master'; i++) {
    await delay(20);
    state = (await director.state()).routers[0]?.state;
  }
  assert.equal(state, 'master', director.log);
}

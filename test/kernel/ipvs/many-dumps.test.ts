import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseIpv4} from '../../../src/net/address.js';
import type {Address} from '../../../src/net/address.js';
import type {Change} from '../../../src/ipvs/change.js';
import {directRouting, plainTunnel} from '../../../src/ipvs/forwarding.js';
import type {ServiceId} from '../../../src/ipvs/service.js';
import {newDirector, recordedSalt} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import type {Kernel} from '../../../src/kernel/kernel.js';

const services = 100;
const address = parseIpv4('10.1.0.1') as Address;
const idOf = (i: number): ServiceId => ({
  type: 'address',
  protocol: 6,
  address: parseIpv4(`10.0.0.${i + 1}`) as Address,
  port: 80,
});

const rules: Change[] = Array.from({length: services}, (_, i) => idOf(i)).flatMap(id => [
  {
    type: 'add-service',
    service: {id, scheduler: 'rr', flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''},
  },
  {
    type: 'add-server',
    id,
    destination: {
      address,
      port: 80,
      forwarding: directRouting,
      weight: 1,
      upperThreshold: 7,
      lowerThreshold: 3,
      tunnel: plainTunnel,
    },
  },
]);

const embedded = () =>
  createEmbeddedKernel({
    store: createMemoryStore(newDirector(0, recordedSalt)),
    clock: () => 0,
    interfaces: () => [],
  });

async function tableOf(kernel: Kernel) {
  const {ipvs} = await openIpvs(kernel);
  assert.ok((await ipvs.apply(rules)).every(outcome => outcome === undefined));
  const table = await ipvs.table();
  ipvs.close();
  return table;
}

test('a table of many services is read through a socket made for many exchanges, opened once', async () => {
  const kernel = embedded();
  let opened = 0;
  const openBulkNetlink: NonNullable<Kernel['openBulkNetlink']> = async (protocol, size) => {
    opened++;
    return kernel.openNetlink(protocol, size);
  };
  assert.deepEqual(await tableOf({...kernel, openBulkNetlink}), await tableOf(embedded()));
  assert.equal(opened, 1);
});

test('where such a socket cannot be had, the ordinary one does it', async () => {
  const kernel = embedded();
  const openBulkNetlink = () => Promise.reject(new Error('no such library'));
  const {entries} = await tableOf({...kernel, openBulkNetlink});
  assert.equal(entries.length, services);
  assert.ok(entries.every(({destinations}) => destinations[0]?.upperThreshold === 7));
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {Refusal} from '../../../src/ipvs/refusal.js';
import type {ServiceId} from '../../../src/ipvs/service.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import {readAgreeing} from '../../../src/kernel/ipvs/consistent.js';
import {ipv4} from '../../../src/net/address.js';

const web: ServiceId = {type: 'address', protocol: 6, address: ipv4(0x0a000001), port: 80};

describe('a consistent read', () => {
  const tableOf = (port: number, connections = 0n) => ({
    entries: [
      {
        service: {
          id: {...web, port},
          scheduler: 'rr',
          flags: 0,
          timeout: 0,
          netmask: 0xffffffff,
          persistenceEngine: '',
          statistics: {...noStatistics, counters: {...noStatistics.counters, connections}},
        },
        destinations: [],
      },
    ],
  });
  const reading = (ports: readonly number[]) => {
    let count = 0;
    return {
      read: () => Promise.resolve(tableOf(ports[Math.min(count, ports.length - 1)] as number, BigInt(count++))),
      count: () => count,
    };
  };

  test('is the second of two that agree, whatever the counters', async () => {
    const {read, count} = reading([80]);
    assert.deepEqual(await readAgreeing(read), tableOf(80, 1n));
    assert.equal(count(), 2);
  });

  test('is repeated while the table changes', async () => {
    const {read, count} = reading([1, 2, 3, 4, 4]);
    assert.deepEqual((await readAgreeing(read)).entries[0]?.service.id, {...web, port: 4});
    assert.equal(count(), 5);
  });

  test('gives up after five, and says that somebody else is writing', async () => {
    const {read, count} = reading([1, 2, 1, 2, 1]);
    await assert.rejects(readAgreeing(read), /the table kept changing: no two of 5 reads agreed/);
    assert.equal(count(), 5);
  });

  test('fails as its reads fail', async () => {
    await assert.rejects(
      readAgreeing(() => Promise.reject(new Refusal('list', 1))),
      new Refusal('list', 1),
    );
  });
});

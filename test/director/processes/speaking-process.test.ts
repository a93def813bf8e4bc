import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {RecordedAddress} from '../../../src/director/addresses/recorded-address.js';
import type {AddressFile} from '../../../src/director/addresses/address-file.js';
import {encodeConfiguration} from '../../../src/director/processes/send-configuration.js';
import {SpeakingProcess} from '../../../src/director/processes/speaking-process.js';
import type {FromVrrp} from '../../../src/director/processes/vrrp-messages.js';
import type {RouterConfiguration} from '../../../src/vrrp/router/configuration.js';
import type {SpeakerControl} from '../../../src/vrrp/speaker/speaker-control.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {VirtualTime} from '../control/virtual-time.js';

const one = configuration([router()]);
const two = configuration([router({addresses: ['10.0.0.101']})]);

/** The process that speaks, with a disk that may be full. */
async function opened() {
  const sent: FromVrrp[] = [];
  const carriedOut: RouterConfiguration[] = [];
  const disk = {isFull: false, recorded: [] as readonly RecordedAddress[]};
  const speaker: Partial<SpeakerControl> = {
    configure: async wanted => {
      carriedOut.push(wanted);
      return [];
    },
  };
  const addresses: Partial<AddressFile> = {
    read: () => ({addresses: [], problem: undefined}),
    write(recorded) {
      if (disk.isFull) throw new Error('ENOSPC: no space left on device');
      disk.recorded = recorded;
    },
  };
  const speaking = new SpeakingProcess({
    network: {read: async () => ({links: [], addresses: []}), apply: async () => []} as never,
    addresses: addresses as AddressFile,
    openSpeaker: () => speaker as SpeakerControl,
    after: new VirtualTime().after,
    send: message => sent.push(message),
  });
  await speaking.begin();
  const configure = async (wanted: RouterConfiguration) => {
    speaking.hear({type: 'configure', id: sent.length, configuration: encodeConfiguration(wanted)});
    await new Promise(resolve => setImmediate(resolve));
    const answer = sent.at(-1);
    return answer?.type === 'configured' ? answer.problems : answer;
  };
  return {sent, carriedOut, disk, configure};
}

describe('the process that speaks, with a full disk', () => {
  test('takes nothing that it cannot record first, and what it has all the same', async () => {
    const {carriedOut, disk, configure} = await opened();
    assert.deepEqual(await configure(one), []);
    disk.isFull = true;
    assert.deepEqual(await configure(two), ['ENOSPC: no space left on device']);
    assert.equal(carriedOut.length, 1);
    assert.deepEqual(await configure(one), [], 'as before');
    assert.equal(carriedOut.length, 2);
  });

  test('has done what it did where only less is to be on record', async () => {
    const {sent, disk, configure} = await opened();
    await configure(one);
    const {recorded} = disk;
    disk.isFull = true;
    assert.deepEqual(await configure(configuration([])), []);
    assert.ok(sent.some(message => message.type === 'words' && /stay on record/.test(message.words)));
    assert.deepEqual(disk.recorded, recorded);
  });
});

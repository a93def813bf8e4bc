import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Deed} from '../../../src/director/table/by-hand.js';
import {Leaving} from '../../../src/director/table/leaving.js';
import {drainWishes} from '../../../src/director/table/drain-wishes.js';
import {type KnownService, KnownTable} from '../../../src/director/table/known-table.js';
import {naturalOf, standingOf} from '../../../src/director/table/natural-place.js';
import {noticeDeeds} from '../../../src/director/table/notice-deeds.js';
import {asAskedFor, placesOf} from '../../../src/director/table/pool-places.js';
import {WorkQueue} from '../../../src/director/table/work-queue.js';
import {type DestinationConfiguration, destinationKey} from '../../../src/ipvs/destination.js';
import {localNode} from '../../../src/ipvs/forwarding.js';
import type {DrainRecord} from '../../../src/maintenance/drain/drain-record.js';
import {boot, drainOf} from './keeping.js';
import {pool, standing, type To} from './pools.js';

const line = '-a -t 10.0.0.1:80 -r 10.0.1.1:80 -g -w 3';
const name = '10.0.1.1:80';
const web = pool(['-A -t 10.0.0.1:80 -s wrr', line]);
const [placed] = placesOf(web);
assert.ok(placed);
const configured = web.servers[0]?.destinations[0] as DestinationConfiguration;
const key = destinationKey(configured);
const placeKey = `${placed.key} ${key}`;

/** The service with the server as it is given; undefined: without it. */
function having(more: Partial<DestinationConfiguration> | undefined, isWhole = true): KnownService {
  return {
    service: placed?.service as KnownService['service'],
    destinations: new Map(more ? [[key, {...configured, ...more}]] : []),
    isWhole,
  };
}

interface Given {
  readonly to?: To;
  readonly records?: readonly DrainRecord[];
  readonly undrained?: number;
  readonly attempted?: DestinationConfiguration | 'gone';
}

function noticed(before: KnownService | undefined, now: KnownService | undefined, given: Given = {}): string {
  const {to = 3, records = [], undrained, attempted} = given;
  const found = noticeDeeds(placed as NonNullable<typeof placed>, before, now, {
    standing: standingOf(standing(web, {[name]: to}), false),
    drains: drainWishes(records, boot),
    leaving: new Leaving(new KnownTable()),
    undrained: new Map(undrained === undefined ? [] : [[placeKey, undrained]]),
    attempted: attempted === undefined ? undefined : new Map([[key, attempted === 'gone' ? undefined : attempted]]),
    deeds: undefined,
  });
  return found
    .map(one =>
      one.type === 'begun'
        ? one.deed.type === 'removed'
          ? 'removed'
          : `${one.deed.type} ${weightOf(one.deed)}`
        : one.type,
    )
    .join();
}

function weightOf(deed: Exclude<Deed, {type: 'removed'}>): string {
  return deed.leavesWeight ? 'but for its weight' : String(deed.destination.weight);
}

describe('what differs from what was written last', () => {
  const held = drainOf(line);
  for (const [words, found, wanted] of [
    ['nothing', noticed(having({}), having({})), ''],
    ['another weight', noticed(having({}), having({weight: 1})), 'set 1'],
    ['the weight that is wanted', noticed(having({weight: 1}), having({}), {to: 3}), 'ended'],
    ['the configured weight, while its weight still grows', noticed(having({weight: 9}), having({}), {to: 1}), 'ended'],
    ['a server that is gone', noticed(having({}), having(undefined)), 'removed'],
    ['a server that is gone, and is down', noticed(having({}), having(undefined), {to: 'out'}), 'ended'],
    ['a server that was taken out', noticed(having(undefined), having({weight: 2}), {to: 'out'}), 'put-in 2'],
    ['weight for one that was at 0', noticed(having({weight: 0}), having({weight: 2}), {to: 'quiesced'}), 'put-in 2'],
    ['another weight of one that went down since', noticed(having({}), having({weight: 2}), {to: 'out'}), 'set 2'],
    ['a service that was not known', noticed(undefined, having({weight: 2})), ''],
    ['a service that is gone', noticed(having({}), undefined), ''],
    ['thresholds', noticed(having({}), having({upperThreshold: 9})), 'set but for its weight'],
    ['thresholds and the weight', noticed(having({}), having({upperThreshold: 9, weight: 1})), 'set 1'],
    ['thresholds that nobody had read', noticed(having({}, false), having({upperThreshold: 9})), ''],
    ['what a drain set', noticed(having({}), having({weight: 0}), {records: [held]}), ''],
    ['what is put back of a drain', noticed(having({weight: 0}), having({}), {records: [held]}), ''],
    ['a drained server that is deleted', noticed(having({weight: 0}), having(undefined), {records: [held]}), 'removed'],
    [
      'one that its drain removes',
      noticed(having({weight: 0}), having(undefined), {records: [{...held, stage: 'removing'}]}),
      '',
    ],
    [
      'one whose drain ends',
      noticed(having({weight: 0}), having({weight: 1}), {records: [{...held, stage: 'restoring'}]}),
      '',
    ],
    [
      'a drain of another boot',
      noticed(having({}), having({weight: 0}), {records: [{...held, boot: 'before'}]}),
      'set 0',
    ],
    ['what an ended drain gave back', noticed(having({weight: 0}), having({weight: 2}), {undrained: 2}), 'ended'],
    ['what an undrain was told to give', noticed(having({weight: 0}), having({weight: 7}), {undrained: 2}), 'set 7'],
    [
      'what a write may have done',
      noticed(having({}), having({weight: 5}), {attempted: {...configured, weight: 5}}),
      '',
    ],
    ['what a deletion may have done', noticed(having({}), having(undefined), {attempted: 'gone'}), ''],
  ] as const)
    test(`${words}: ${wanted || 'no deed'}`, () => assert.equal(found, wanted));
});

test('of two members that are one destination, the one that has clients counts', () => {
  const twice = pool(['-A -t 10.0.0.1:80 -s wrr', line, line.replace('-w 3', '-w 5')]);
  const [first, second] = twice.servers;
  assert.ok(first && second);
  const both = {...twice, servers: [first, {...second, name: 'again'}]};
  const place = placesOf(both)[0]?.places.get(key);
  assert.ok(place);
  const of = (to: Record<string, To>) => {
    const natural = naturalOf(place, standingOf(standing(both, to), false));
    return 'destination' in natural ? natural.destination.weight : natural.type;
  };
  assert.deepEqual(
    [of({}), of({again: 'out'}), of({[name]: 'as-is', again: 'out'}), of({[name]: 'quiesced', again: 'out'})],
    [5, 3, 'as-is', 0],
  );
});

test('a server that is this machine is not taken for one whose forwarding was changed', () => {
  const local = {...configured, forwarding: localNode};
  assert.deepEqual(asAskedFor(placed, key, local), configured);
  assert.deepEqual(asAskedFor(placed, 'another', local), local);
});

test('what takes clients away goes before all else, each once, and a piece at a time', () => {
  const queue = new WorkQueue<string>();
  for (const work of ['a', 'b', 'c', 'a']) queue.add(work);
  queue.add('c', true);
  queue.add('c');
  assert.deepEqual(
    queue.take(2, () => 1),
    ['c', 'a'],
  );
  assert.deepEqual(
    queue.take(0, () => 1),
    ['b'],
  );
  assert.ok(queue.isEmpty);
});

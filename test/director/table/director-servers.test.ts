import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {ChecksReport} from '../../../src/director/protocol/checks-report.js';
import type {Machine} from '../../../src/managers/machine.js';
import {DirectorServers} from '../../../src/managers/director/director-servers.js';
import {openOwners} from '../../../src/managers/open-owners.js';
import {placeOfText} from '../../owners/places.js';
import {Opened} from '../control/opened.js';

const server = (address: string, weight: number, operator?: string) => ({
  name: `${address}:80`,
  address,
  port: 0,
  state: 'up' as const,
  since: undefined,
  reason: '',
  layer: undefined,
  weight,
  configuredWeight: weight,
  operator,
  checks: [],
});

const report: ChecksReport = {
  schema: 'lvsctl.checks/1',
  source: 'director',
  at: 0,
  notes: [],
  pools: [
    {
      name: 'web',
      services: [placeOfText('10.0.0.1:80', '10.0.1.1:80').service, placeOfText('fwmark 7', '10.0.1.1:0').service],
      quorum: {isThere: true, since: 0, count: 5, threshold: 3},
      sorry: 'idle',
      servers: [server('10.0.1.1', 3), server('10.0.1.2', 2, 'weight 1, by hand')],
    },
  ],
};

async function looked(context: Parameters<typeof Opened.open>[0], pids: readonly number[] | undefined) {
  const opened = await Opened.open(context);
  opened.actions = {checks: async () => report};
  const machine = {
    facts: () => ({}),
    processes: () => (pids ?? [opened.state.pid]).map(pid => ({pid})),
  } as unknown as Machine;
  const owner = new DirectorServers({machine, after: opened.time.after, runFolder: opened.folder});
  await owner.look();
  return (service: string, destination: string) => {
    const place = placeOfText(service, destination);
    return owner.ownershipOf(place.service, place.destination);
  };
}

test('what a running director keeps is its own in each of its services, with the weight of its configuration', async context => {
  const ownershipOf = await looked(context, undefined);
  assert.deepEqual(ownershipOf('10.0.0.1:80', '10.0.1.2:80'), {
    owner: 'director',
    configuredWeight: 2,
    isFallback: false,
    way: {type: 'kept'},
    warnings: ['10.0.1.2:80 is not as its checks have it (weight 1, by hand): after the drain it is as they say'],
  });
  assert.equal(ownershipOf('fwmark 7', '10.0.1.1:0')?.configuredWeight, 3);
  assert.equal(ownershipOf('10.0.0.1:80', '10.0.1.9:80'), undefined);
  assert.equal(ownershipOf('10.0.0.2:80', '10.0.1.1:80'), undefined);
});

test('a drain below the quorum is warned of: the sorry server does not come in', async context => {
  const ownershipOf = await looked(context, undefined);
  assert.deepEqual(ownershipOf('10.0.0.1:80', '10.0.1.1:80')?.warnings, [
    'what is left of tcp/10.0.0.1:80 is below its quorum of 3, but the director goes on counting what is drained: the sorry server does not come in',
  ]);
});

test('a director of another network namespace owns nothing here, nor does one that is not there', async context => {
  const elsewhere = await looked(context, [1]);
  assert.equal(elsewhere('10.0.0.1:80', '10.0.1.1:80'), undefined);
  const machine = {facts: () => undefined, processes: () => []} as unknown as Machine;
  const resolver = {addressOf: async () => undefined, portOf: () => undefined} as never;
  const director = {after: () => () => {}, runFolder: '/nowhere'};
  const owners = openOwners({machine, host: 'here', resolver, director});
  for (const owner of owners) await owner.look();
  assert.deepEqual(
    owners.map(({name}) => name),
    ['director', 'keepalived', 'ldirectord'],
  );
});

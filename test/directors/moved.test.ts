import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import type {InstanceSettings, Settings} from './keepalived-conf.js';
import {now} from './network.js';
import {pairedStory} from './pairing.js';

const isSoak = process.env.LVSCTL_SOAK === '1';

interface Kind {
  readonly instances: readonly Omit<InstanceSettings, 'priority'>[];
  readonly target: string;
  readonly group?: string;
  readonly segments?: number;
}

const one = {name: 'VI_1', addresses: ['10.0.0.100', '10.0.0.101']};
const two = {name: 'VI_2', interface: 'eth1', vrid: 52, addresses: ['10.0.1.100']};
const kinds: Readonly<Record<string, Kind>> = {
  'version 2 at 1 s': {target: 'VI_1', instances: [{...one, version: 2}]},
  'a sync group': {target: 'G1', group: 'G1', segments: 2, instances: [one, two]},
  'nopreempt over IPv6': {
    target: 'VI_1',
    instances: [{name: 'VI_1', nopreempt: true, addresses: ['fe80::100', 'fd00::100']}],
  },
};

describe('moved by hand', {concurrency: true}, () => {
  for (const [kind, {instances, target, group, segments = 1}] of Object.entries(kinds)) {
    pairedStory(kind, {directors: 2, segments}, async (network, chapter, a, b) => {
      const settings = (director: Director, priority: number): Settings => ({
        ...(group === undefined ? {} : {group, groupFiles: ['maintenance']}),
        files: {maintenance: {path: director.path('maintenance'), weight: 0}},
        instances: instances.map(instance => ({
          ...instance,
          priority,
          files: group === undefined ? ['maintenance'] : [],
        })),
      });
      const addresses = instances.flatMap(instance => instance.addresses);
      const are = (state: string) => instances.map(({name}) => `${name} ${state}`);
      const kindsOfDaemons = new Set([a, b].map(({daemon}) => daemon.kind));
      // of the same, one after another
      const most = kindsOfDaemons.has('ours') ? 20 : 100;
      const switches = isSoak ? most : instances.some(({version}) => version === 2) ? 1 : 2;
      // milliseconds: three times what it may be; where ours agree, nothing is waited for
      const longestGap = (i: number) => (kindsOfDaemons.has('keepalived') || i === 0 ? 3600 : 100);
      const isNopreempt = instances.some(({nopreempt}) => nopreempt === true);
      const isMaster = (director: Director) => addresses.every(address => director.has(address));
      const hasNothing = (director: Director) => addresses.every(address => !director.has(address));
      const does = async (director: Director, ...words: readonly string[]) => {
        const {status, stdout, stderr} = await director.run('vrrp', ...words);
        assert.equal(status, 0, `lvsctl vrrp ${words.join(' ')}: ${stdout}${stderr}${director.daemon.log}`);
        return stdout;
      };

      let since = now();
      await a.runs(settings(a, 150));
      await network.say({a: are('master')}, {since});
      await b.runs(settings(b, 100));
      await network.say({a: are('master'), b: are('backup')}, {since});

      await chapter(`there and back, ${switches} times over: no address is lost or doubled at rest`, async () => {
        for (let i = 0; i < switches; i++) {
          since = now();
          const told = await does(a, 'switch', target, '--to', 'backup');
          await b.lvsctl.says(are('master'), {since, within: 10_000});
          const gap = /Nobody was master for ([\d.]+) (ms|s)\./.exec(told);
          assert.ok(Number(gap?.[1]) * (gap?.[2] === 'ms' ? 1 : 1000) < longestGap(i), told);
          await eventually(
            () => hasNothing(a) && isMaster(b),
            () => told,
            1000,
          );
          since = now();
          await (isNopreempt ? does(b, 'switch', target, '--to', 'backup') : does(a, 'release', target));
          await network.say({a: are('master')}, {since});
          await eventually(
            () => isMaster(a) && hasNothing(b),
            () => told,
            1000,
          );
        }
      });

      const isRefused = async () => {
        since = now();
        const {status, stdout, stderr} = await a.run('vrrp', 'switch', target, '--to', 'backup');
        assert.equal(status, 4, `${stdout}${stderr}`);
        assert.ok(isMaster(a));
        await network.say({a: are('master')}, {since, meanwhile: []});
      };

      await chapter('towards a host whose daemon is dead it is refused, though an lvsctl watches there', async () => {
        b.daemon.killAll(); // what it left is not looked at
        assert.ok(b.lvsctl.isRunning);
        await isRefused();
      });

      await chapter('where nobody takes over, everything is put back', async () => {
        since = now();
        const {status, stdout, stderr} = await a.run('vrrp', 'switch', target, '--to', 'backup', '--force');
        assert.equal(status, 5, `${stdout}${stderr}`);
        assert.ok(isMaster(a));
        await network.say({a: are('master')}, {since});
      });

      await chapter('towards a host on which nobody listens it is refused, and nothing moves', async () => {
        await b.lvsctl.close();
        await isRefused();
      });
    });
  }
});

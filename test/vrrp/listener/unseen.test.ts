import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {askForListeners} from '../../../src/vrrp/probe/ask-for-listeners.js';
import {LinuxPacketPort} from '../../../src/kernel/packet/linux-packet-port.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import {RtnetlinkClient} from '../../../src/kernel/rtnetlink/rtnetlink-client.js';
import type {PacketPort} from '../../../src/vrrp/ports.js';
import type {Director} from '../../directors/director.js';
import {now} from '../../directors/network.js';
import {story} from '../../directors/story.js';

/** The groups of VRRP as /proc/net/igmp and /proc/net/igmp6 write them. */
const membership = /120000E0|ff020{26}12 /i;

describe('who watches', () => {
  for (const family of ['ipv4', 'ipv6'] as const) {
    story(
      `is not taken for a standby over ${family}; keepalived is`,
      {directors: 2},
      async (_network, chapter, a, b) => {
        const addresses = [family === 'ipv4' ? '10.0.0.100' : 'fe80::100'];
        const instances = [{name: 'VI_1', priority: 100, addresses}];
        b.keepalived.configure('vrrp_instance VI_1 { interface eth0\n virtual_router_id 51\n priority 100\n }\n');
        await b.lvsctl.shows('anything', ({listened}) => listened >= 0);

        await chapter('an lvsctl alone answers no query, joins no group, and is not promiscuous', async () => {
          assert.deepEqual(await listenersSeenBy(a, family), []);
          const ofIp = ['igmp', 'igmp6'].map(name => b.namespace.run('cat', `/proc/net/${name}`)).join('');
          assert.doesNotMatch(ofIp, membership);
          const {promiscuity, allmulti} = JSON.parse(b.namespace.ip('-json', '-details', 'link', 'show', 'eth0'))[0];
          assert.deepEqual([promiscuity, allmulti], [0, 0]);
        });

        await chapter('a keepalived beside it does', async () => {
          const since = now();
          await b.runs({instances});
          await b.lvsctl.says(['VI_1 master'], {since, within: 15_000});
          assert.equal((await listenersSeenBy(a, family)).length, 1);
        });
      },
    );
  }
});

async function listenersSeenBy({namespace}: Director, family: 'ipv4' | 'ipv6'): Promise<readonly unknown[]> {
  const port = new LinuxPacketPort(new Receiver());
  const network = new RtnetlinkClient(namespace.kernel);
  const packets = {
    openMembership: (...where: Parameters<PacketPort['openMembership']>) =>
      namespace.within(() => port.openMembership(...where)),
  } as PacketPort;
  const after = (delay: number, call: () => void) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  };
  try {
    const state = await network.read();
    const link = state.links.find(({name}) => name === 'eth0')!;
    const listeners = await askForListeners({packets, after}, state, link, family);
    assert.ok(typeof listeners !== 'string', `${listeners}`);
    return listeners;
  } finally {
    network.close();
    await port.close();
  }
}

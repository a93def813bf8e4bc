import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {RtnetlinkClient} from '../../../src/kernel/rtnetlink/rtnetlink-client.js';
import {type Address, parseAddress} from '../../../src/net/address.js';
import {Namespace, namespacesMissing} from './namespace.js';

const vip = parseAddress('10.0.0.100') as Address;
const client = parseAddress('198.51.100.1') as Address;
const near = parseAddress('10.0.0.9') as Address;

describe('what becomes of packets that come in', {skip: namespacesMissing()}, () => {
  let host: Namespace;
  let other: Namespace;
  let kernel: RtnetlinkClient;

  before(() => {
    host = new Namespace();
    other = new Namespace();
    host.connect('eth0', other, 'a0');
    host.connect('eth1', other, 'a1');
    host.batch([
      'address add 10.0.0.1/24 dev eth0',
      'address add 10.0.0.100/32 dev eth0',
      'address add 10.1.0.1/24 dev eth1',
      'route add default via 10.1.0.254',
    ]);
    kernel = new RtnetlinkClient(host.kernel);
  });
  after(() => {
    kernel.close();
    host.remove();
    other.remove();
  });
  const filter = (value: number) =>
    host.run('sysctl', '-qw', 'net.ipv4.conf.all.rp_filter=0', `net.ipv4.conf.eth0.rp_filter=${value}`);

  test('goes by the reverse path filter, and by the rules of policy routing', async () => {
    const on = host.indexOf('eth0');
    filter(0);
    assert.equal(await kernel.takes(vip, client, on), true);
    filter(2);
    assert.equal(await kernel.takes(vip, client, on), true);
    filter(1);
    assert.equal(await kernel.takes(vip, client, on), false);
    assert.equal(await kernel.takes(vip, near, on), true);
    host.batch(['rule add from 10.0.0.100 lookup 100', 'route add default via 10.0.0.254 dev eth0 table 100']);
    assert.equal(await kernel.takes(vip, client, on), true);
    host.batch(['rule del from 10.0.0.100 lookup 100', 'route add blackhole 198.51.100.0/24']);
    assert.equal(await kernel.takes(vip, client, on), false);
  });

  test('rules that go by marks are told', async () => {
    assert.deepEqual(
      (await kernel.rules()).filter(({asksMark}) => asksMark),
      [],
    );
    host.batch(['rule add fwmark 7 lookup 100']);
    assert.equal((await kernel.rules()).filter(({asksMark}) => asksMark).length, 1);
  });

  test('queueing disciplines are told, those that see packets on their way in too', async t => {
    try {
      host.run('tc', 'qdisc', 'add', 'dev', 'eth0', 'clsact');
    } catch {
      return t.skip('no tc, or no clsact in this kernel');
    }
    const found = (await kernel.queues()).filter(({kind}) => kind === 'clsact');
    assert.deepEqual(found, [{interface: host.indexOf('eth0'), kind: 'clsact'}]);
  });
});

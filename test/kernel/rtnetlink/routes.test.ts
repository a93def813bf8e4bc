import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {RtnetlinkClient} from '../../../src/kernel/rtnetlink/rtnetlink-client.js';
import {formatAddress} from '../../../src/net/address.js';
import {Namespace, namespacesMissing} from './namespace.js';

describe('routes of the main table', {skip: namespacesMissing()}, () => {
  let host: Namespace;
  let other: Namespace;
  let client: RtnetlinkClient;

  before(() => {
    host = new Namespace();
    other = new Namespace();
    host.connect('eth0', other, 'a0');
    host.connect('eth1', other, 'a1');
    host.batch([
      'address add 10.0.0.1/24 dev eth0',
      'address add 10.1.0.1/24 dev eth1',
      'address add 2001:db8::1/64 dev eth0 nodad',
    ]);
    client = new RtnetlinkClient(host.kernel);
  });
  after(() => {
    client.close();
    host.remove();
    other.remove();
  });

  /** `10.0.0.0/24 eth0`, `default via 10.0.0.254 eth0 metric 5`; without those of link-local addresses. */
  async function told(): Promise<readonly string[]> {
    const names = new Map([
      [host.indexOf('eth0'), 'eth0'],
      [host.indexOf('eth1'), 'eth1'],
    ]);
    return (await client.routes())
      .map(({to, gateway, interface: index, source, metric, family}) =>
        [
          to ? `${formatAddress(to.address)}/${to.length}` : `default of ${family}`,
          ...(gateway ? [`via ${formatAddress(gateway)}`] : []),
          index === undefined ? 'nowhere' : (names.get(index) ?? String(index)),
          ...(source ? [`from ${formatAddress(source)}`] : []),
          ...(metric === 0 ? [] : [`metric ${metric}`]),
        ].join(' '),
      )
      .filter(line => !/^(fe80|ff00)/.test(line))
      .toSorted();
  }

  test('are those of its networks', async () => {
    assert.deepEqual(await told(), [
      '10.0.0.0/24 eth0 from 10.0.0.1',
      '10.1.0.0/24 eth1 from 10.1.0.1',
      '2001:db8::/64 eth0 metric 256',
    ]);
  });

  test('defaults, several ways and metrics too; not those of other tables and those that lead nowhere', async () => {
    host.batch([
      'route add default via 10.0.0.254 metric 5',
      'route add 10.9.0.0/16 nexthop via 10.0.0.253 nexthop via 10.1.0.253',
      'route add 10.8.0.0/16 via 10.0.0.252 table 100',
      'route add blackhole 10.7.0.0/16',
    ]);
    host.ip('-6', 'route', 'add', 'default', 'via', '2001:db8::9', 'metric', '7');
    assert.deepEqual(await told(), [
      '10.0.0.0/24 eth0 from 10.0.0.1',
      '10.1.0.0/24 eth1 from 10.1.0.1',
      '10.9.0.0/16 via 10.0.0.253 eth0',
      '10.9.0.0/16 via 10.1.0.253 eth1',
      '2001:db8::/64 eth0 metric 256',
      'default of ipv4 via 10.0.0.254 eth0 metric 5',
      'default of ipv6 via 2001:db8::9 eth0 metric 7',
    ]);
  });
});

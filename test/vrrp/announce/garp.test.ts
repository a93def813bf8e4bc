import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, formatAddress, parseAddress} from '../../../src/net/address.js';
import {type CommandContext, Usage} from '../../../src/commands/command.js';
import {vrrpGarp} from '../../../src/commands/vrrp/garp.js';
import type {Routers} from '../../../src/managers/open-routers.js';
import {decodeArpFrame, encodeArpFrame, gratuitousArp} from '../../../src/vrrp/arp-packet.js';
import {Neighbourhood} from '../probe/neighbourhood.js';

/** A director with two addresses, and another host on its network that has a third. */
async function run(
  words: readonly string[],
  given: Partial<Parameters<typeof vrrpGarp.run>[0]> = {},
  announce?: (router: string) => Promise<number>,
) {
  const hood = new Neighbourhood();
  const [self, other] = [hood.join('10.0.0.1', '10.0.0.100'), hood.join('10.0.0.200')];
  const heard: string[] = [];
  const socket = other.packets.openArp(2);
  socket.onPacket = ({bytes}) => {
    const {packet} = decodeArpFrame(bytes)!;
    if (packet.senderAddress.value !== 0) heard.push(formatAddress(packet.senderAddress));
    const target = parseAddress('10.0.0.200')!;
    if (target.family === 'ipv4' && packet.targetAddress.value === target.value)
      socket.send(encodeArpFrame(gratuitousArp(other.station.mac, target)));
  };
  const view = {
    identity: {name: 'VI_1', interface: 'eth0', family: 'ipv4', virtualRouter: 51},
    isWanted: true,
    addresses: ['10.0.0.100', '10.0.0.101'].map((text, i) => ({address: parseAddress(text)!, isPresent: i === 0})),
  };
  let isClosed = false;
  const routers = {
    world: {...self.world, network: self.network},
    watch: {start: async () => {}, read: () => ({instances: [view]})},
    announcer: {
      routersOf: (target: string | readonly Address[]) =>
        announce && (typeof target === 'string' || target.some(one => formatAddress(one) === '10.0.0.100'))
          ? [{name: 'VI_1', addresses: [parseAddress('10.0.0.100')!]}]
          : [],
      announce,
    },
    close: async () => {
      isClosed = true;
    },
  } as unknown as Routers;
  const texts = {stdout: '', stderr: ''};
  const context = {
    openRouters: async () => routers,
    stdout: {write: (text: string) => (texts.stdout += text)},
    stderr: {write: (text: string) => (texts.stderr += text)},
    isTerminal: false,
    isInterrupted: () => false,
    sleep: async () => {},
  } as unknown as CommandContext;
  const options = {...given} as Parameters<typeof vrrpGarp.run>[0];
  const status = await hood.settle(vrrpGarp.run(options, words as never, context));
  assert.ok(isClosed);
  return {status, heard, ...texts};
}

describe('lvsctl vrrp garp', () => {
  test('announces addresses of this host', async () => {
    const {status, heard, stdout} = await run(['10.0.0.100', '10.0.0.1', '10.0.0.100'], {repeat: 2});
    assert.equal(status, 0);
    assert.deepEqual(heard, ['10.0.0.100', '10.0.0.1', '10.0.0.100', '10.0.0.1']);
    assert.match(stdout, /^announced 10\.0\.0\.100 on eth0 \(02:00:00:00:00:01\)\nannounced 10\.0\.0\.1 on/);
    assert.match(stdout, /\n4 packets in \S+ m?s\n$/);
  });

  test('announces of an instance what is here', async () => {
    const {status, heard} = await run(['VI_1']);
    assert.deepEqual([status, heard], [0, ['10.0.0.100']]);
  });

  test('shows what would be announced', async () => {
    const {status, heard, stdout} = await run(['VI_1'], {'dry-run': true, repeat: 3});
    assert.deepEqual([status, heard], [0, []]);
    assert.equal(stdout, 'would announce 10.0.0.100 on eth0 (02:00:00:00:00:01)\n3 packets in 2 s\n');
  });

  test('refuses what this host does not have, says who has it, and announces nothing', async () => {
    const {status, heard, stderr} = await run(['10.0.0.100', '10.0.0.200', '10.0.0.201', '192.0.2.1']);
    assert.deepEqual([status, heard], [4, []]);
    assert.deepEqual(
      stderr.split('\n').slice(0, -1),
      [
        '10.0.0.200 is not an address of this host; 02:00:00:00:00:02 has it on eth0: announce it there',
        '10.0.0.201 is not an address of this host; nobody answered for it on eth0',
        '192.0.2.1 is not an address of this host; no interface is in its network',
        'nothing was announced',
      ].map(line => `lvsctl vrrp garp: ${line}`),
    );
  });

  describe('has the director announce what it runs', () => {
    const told: string[] = [];
    const announce = async (router: string) => told.push(router);
    const again = (...[words, given]: Parameters<typeof run>) => {
      told.length = 0;
      return run(words, given, announce);
    };

    test('of an instance: nobody else announces it', async () => {
      const {status, heard, stdout} = await again(['VI_1']);
      assert.deepEqual([status, heard, told], [0, [], ['VI_1']]);
      assert.equal(stdout, 'the director announces the addresses of VI_1: 1\n');
    });

    test('of addresses: the others are announced as ever', async () => {
      const {status, heard, stdout} = await again(['10.0.0.100', '10.0.0.1']);
      assert.deepEqual([status, heard, told], [0, ['10.0.0.1'], ['VI_1']]);
      assert.match(stdout, /^the director announces the addresses of VI_1: 1\nannounced 10\.0\.0\.1 on eth0/);
    });

    test('as often as it is wanted, at its own pace', async () => {
      const {stderr} = await again(['VI_1'], {repeat: 3, rate: 5});
      assert.deepEqual(told, ['VI_1', 'VI_1', 'VI_1']);
      assert.equal(stderr, 'lvsctl vrrp garp: the director keeps its own pace: --rate is not for VI_1\n');
    });

    test('and shows that it would', async () => {
      const {status, stdout} = await again(['VI_1'], {'dry-run': true});
      assert.deepEqual([status, told], [0, []]);
      assert.equal(stdout, 'would have the director announce the addresses of VI_1: 10.0.0.100\n');
    });

    test('or says why it did not', async () => {
      const refuses = async () => {
        throw new Error('the process vrrp does not answer');
      };
      const {status, heard, stderr} = await run(['VI_1'], {}, refuses);
      assert.deepEqual([status, heard], [1, []]);
      assert.equal(
        stderr,
        'lvsctl vrrp garp: the director did not announce the addresses of VI_1: the process vrrp does not answer\n',
      );
    });

    test('but nothing where something else is refused', async () => {
      const {status} = await again(['10.0.0.100', '192.0.2.1']);
      assert.deepEqual([status, told], [4, []]);
    });
  });

  test('names what it cannot understand', async () => {
    await assert.rejects(run([]), Usage);
    await assert.rejects(run(['10.0.0.100', 'VI_1']), /'VI_1' is not an address; an INSTANCE stands alone/);
    await assert.rejects(run(['VI_2']), /there is no instance 'VI_2'; did you mean VI_1/);
    await assert.rejects(run(['VI_1'], {rate: 100_000}), /up to 10000 packets a second/);
  });
});

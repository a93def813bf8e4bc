import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {newDirector} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel, type EmbeddedKernelOptions} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {encodeDirector} from '../../../src/kernel/embedded/store/encode.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {netlinkGeneric, netlinkRoute} from '../../../src/kernel/kernel.js';
import {readMessages} from '../../../src/kernel/netlink/message.js';
import {changes} from './changes.js';
import {readJsonLines} from './fixtures.js';

const interfaces = () => [
  {name: 'lo', mtu: 65536, addresses: []},
  {name: 'dm0', mtu: 1500, addresses: [String(0x0a000001)]},
  {name: 'jumbo', mtu: 9000, addresses: []},
];

function newKernel(options: Partial<EmbeddedKernelOptions> = {}) {
  return createEmbeddedKernel({store: createMemoryStore(newDirector(0, 0)), clock: () => 0, interfaces, ...options});
}

async function outcomes(lines: readonly string[], options?: Partial<EmbeddedKernelOptions>): Promise<string[]> {
  const {ipvs} = await openIpvs(newKernel(options));
  const results = await ipvs.apply(changes(lines));
  ipvs.close();
  return results.map(outcome => (outcome ? (/\((\w+)\)$/.exec(outcome.message)?.[1] as string) : 'done'));
}

const addresses = [
  {address: '0.0.0.0', outcome: 'EINVAL'},
  {address: '0.1.2.3', outcome: 'EINVAL'},
  {address: '127.0.0.1', outcome: 'done'},
  {address: '223.255.255.255', outcome: 'done'},
  {address: '224.0.0.1', outcome: 'EINVAL'},
  {address: '240.0.0.1', outcome: 'done'},
  {address: '255.255.255.255', outcome: 'EINVAL'},
  {address: '[::]', outcome: 'EINVAL'},
  {address: '[::1]', outcome: 'done'},
  {address: '[fe80::1]', outcome: 'EINVAL'},
  {address: '[ff02::1]', outcome: 'EINVAL'},
  {address: '[::ffff:10.0.0.1]', outcome: 'EINVAL'},
  {address: '[fd00::1]', outcome: 'done'},
];

for (const {address, outcome} of addresses) {
  test(`a real server ${address} is ${outcome}`, async () => {
    const vip = address.startsWith('[') ? '[2001:db8::1]:80' : '10.0.0.1:80';
    assert.deepEqual(await outcomes([`-A -t ${vip} -s rr`, `-a -t ${vip} -r ${address}:80 -m`]), ['done', outcome]);
  });
}

test('an address of this machine may be a real server although it is not unicast', async () => {
  const own = () => [{name: 'eth0', mtu: 1500, addresses: [String(0xe0000005)]}];
  assert.deepEqual(
    await outcomes(['-A -t 10.0.0.1:80 -s rr', '-a -t 10.0.0.1:80 -r 224.0.0.5:80 -m'], {interfaces: own}),
    ['done', 'done'],
  );
});

test('without IPv6 its addresses are of no supported family', async () => {
  const lines = [
    '-A -t [2001:db8::1]:80 -s rr',
    '-A -f 1 -6 -s rr',
    '-A -t 10.0.0.1:80 -s rr',
    '-a -t 10.0.0.1:80 -r [2001:db8::2]:80 -i',
  ];
  assert.deepEqual(await outcomes(lines, {hasIpv6: false}), ['EAFNOSUPPORT', 'EAFNOSUPPORT', 'done', 'EAFNOSUPPORT']);
});

test('who is not root is told so, and may read all texts but write none', async () => {
  const kernel = newKernel({isPrivileged: false});
  await assert.rejects(openIpvs(kernel), {name: 'IpvsUnavailable', obstacle: {type: 'refused', errno: 1}});
  assert.ok([...kernel.readProc('/proc/net/ip_vs')].length > 0);
  assert.throws(() => kernel.writeProc('/proc/sys/net/ipv4/vs/conntrack', '1'), {code: 'EACCES'});
});

test('only generic netlink is spoken', () => {
  assert.throws(() => newKernel().openNetlink(netlinkRoute, 8192), {code: 'EPROTONOSUPPORT'});
});

test('schedulers of later kernels do not exist', async () => {
  assert.deepEqual(
    await outcomes(['-A -t 10.0.0.1:80 -s twos', '-A -t 10.0.0.1:80 -s rr', '-E -t 10.0.0.1:80 -s twos']),
    ['ENOENT', 'done', 'ENOENT'],
  );
});

const daemons = [
  {line: 'master --mcast-interface dm0', maximumLength: 1472},
  {line: 'master --mcast-interface jumbo', maximumLength: 1472},
  {line: 'backup --mcast-interface jumbo', maximumLength: 8972},
  {line: 'backup --mcast-interface dm0 --sync-maxlen 10', maximumLength: 1024},
  {line: 'master --mcast-interface dm0 --sync-maxlen 10', maximumLength: 10},
  {line: 'master --mcast-interface dm0 --mcast-group ff05::1', maximumLength: 1452},
];

for (const {line, maximumLength} of daemons) {
  test(`--start-daemon ${line} sends ${maximumLength} bytes at most`, async () => {
    const {ipvs} = await openIpvs(newKernel());
    assert.deepEqual(await ipvs.apply(changes([`--start-daemon ${line}`])), [undefined]);
    const [daemon] = await ipvs.daemons();
    assert.deepEqual([daemon?.maximumLength, daemon?.port, daemon?.ttl], [maximumLength, 8848, 1]);
    ipvs.close();
  });
}

test('sync daemons and mixed address families exclude each other', async () => {
  const mixed = ['-A -t 10.0.0.1:80 -s rr', '-a -t 10.0.0.1:80 -r [2001:db8::2]:80 -i'];
  const daemon = '--start-daemon master --mcast-interface dm0';
  assert.deepEqual(
    await outcomes([...mixed, daemon, '-d -t 10.0.0.1:80 -r [2001:db8::2]:80', daemon, mixed[1] as string]),
    ['done', 'done', 'EINVAL', 'done', 'done', 'EINVAL'],
  );
});

const recorded = readJsonLines<{request_hex?: string}>('fixtures/ipvsadm/netlink.jsonl').flatMap(({request_hex}) =>
  request_hex ? [Buffer.from(request_hex, 'hex')] : [],
);

test('whatever bytes are sent, they are answered or ignored, and the state can be kept', () => {
  const mutation = fc.record({at: fc.nat(160), value: fc.nat(255)});
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...recorded), fc.array(mutation, {maxLength: 4}), fc.nat(200)), {
        maxLength: 20,
      }),
      requests => {
        const director = newDirector(0, 0);
        const kernel = createEmbeddedKernel({store: createMemoryStore(director), clock: () => 0, interfaces});
        const socket = kernel.openNetlink(netlinkGeneric, 8192);
        socket.onDatagram = datagram => void readMessages(datagram);
        for (const [request, mutations, cut] of requests) {
          const bytes = Buffer.from(request);
          for (const {at, value} of mutations) bytes[at % bytes.length] = value;
          socket.send(cut < bytes.length ? bytes : bytes.subarray(0, cut));
        }
        encodeDirector(director);
        socket.close();
      },
    ),
    {numRuns: 300},
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatServiceId} from '../../src/ipvs/service-text.js';
import {isOnePacket, isPersistent} from '../../src/ipvs/service.js';
import type {Kernel} from '../../src/kernel/kernel.js';
import {readPublicTable} from '../../src/kernel/proc/public-table.js';
import {formatEndpoint} from '../../src/net/endpoint.js';

const titles = `Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
`;
const text = `IP Virtual Server version 1.2.1 (size=4096)
${titles}TCP  0A000001:0050 wlc persistent 36000 FFFFFFFF
  -> C0A80A02:1F90      Masq    3      1          2         
UDP  [2001:0db8:0000:0000:0000:0000:0000:0050]:0035 rr ops 
FWM  00000007 mh 
  -> C0A80A06:0000      Route   0      0          0         
`;

test('the table is read from the text that everybody may read', () => {
  const {version, connectionTableSize, entries} = readPublicTable(kernelWith(text));
  assert.deepEqual([version, connectionTableSize], [0x010201, 4096]);
  assert.deepEqual(
    entries.map(({service, destinations}) => [
      formatServiceId(service.id),
      service.scheduler,
      isPersistent(service),
      isOnePacket(service),
      destinations.map(one => `${formatEndpoint(one)} ${one.weight}`),
    ]),
    [
      ['tcp/10.0.0.1:80', 'wlc', true, false, ['192.168.10.2:8080 3']],
      ['udp/[2001:db8::50]:53', 'rr', false, true, []],
      ['fwmark/7', 'mh', false, false, ['192.168.10.6:0 0']],
    ],
  );
});

test('a text that is none of it is refused', () => {
  assert.throws(() => readPublicTable(kernelWith(`nonsense\n${titles}`)), /ip_vs/);
  assert.throws(() => readPublicTable(kernelWith(text.replace('0A000001', 'zz'))));
});

function kernelWith(proc: string): Kernel {
  return {readProc: () => [Buffer.from(proc)]} as unknown as Kernel;
}

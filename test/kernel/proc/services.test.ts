import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {readServiceLines, type ServiceLines} from '../../../src/kernel/proc/services.js';
import {recording, recordings} from '../../ipvsadm/recordings.js';
import {ScriptedKernel} from '../ipvs/scripted-kernel.js';

const path = '/proc/net/ip_vs';
const read = (text: string, piece?: number) => {
  const services: ServiceLines[] = [];
  for (const _ of readServiceLines(new ScriptedKernel(undefined, {[path]: text}, piece), services));
  return services;
};

const header =
  'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n';

test('table T is read as it was recorded', () => {
  const services = read(recording('cli', 'proc-096').stdout);
  assert.deepEqual(
    services.map(({name, destinations}) => `${name} ${destinations.length}`),
    [
      'TCP 0A000004:0050 0',
      'TCP 0A000005:0050 7',
      'TCP [2001:0db8:0000:0000:0000:0000:0000:0050]:01BB 1',
      'TCP 0A000001:0050 2',
      'TCP 0A000032:0050 1',
      'TCP [2001:0db8:0000:0000:0000:0000:0000:0080]:0050 2',
      'TCP 0A000003:0000 1',
      'UDP 0A000001:0035 1',
      'UDP 0A000001:13C4 1',
      'SCTP 0A000001:0F1C 1',
      'TCP 0A000002:01BB 2',
      'FWM 00000001 2',
      'FWM 00000002 1',
    ],
  );
  assert.deepEqual(
    services[1]?.destinations
      .map(destination => `${formatEndpoint(destination)} ${destination.forwarding} ${destination.weight}`)
      .slice(0, 2),
    ['[2001:db8::aaaa]:80 2 1', '192.168.10.16:80 2 1'],
  );
  assert.equal(services[9]?.destinations[0]?.weight, 65535);
});

test('live connections are read as they were recorded', () => {
  const services = read(recording('traffic', 'conn-012').stdout);
  const web = services.find(({name}) => name === 'TCP 0A000001:0050');
  assert.deepEqual(
    web?.destinations.map(({weight, activeConnections, inactiveConnections}) => [
      weight,
      activeConnections,
      inactiveConnections,
    ]),
    [
      [2, 2, 3],
      [1, 2, 2],
    ],
  );
});

describe('every recorded text is read, in pieces of whatever size', () => {
  const texts = [...recordings('cli'), ...recordings('traffic')].filter(
    ({argv, code}) => argv.join(' ') === `cat ${path}` && code === 0,
  );
  for (const {id, stdout} of texts) {
    test(id, () => {
      const whole = read(stdout, stdout.length + 1);
      for (let piece = 1; piece < stdout.length; piece += piece < 100 ? 1 : 13)
        assert.deepEqual(read(stdout, piece), whole);
    });
  }
});

test('each word for forwarding is the kernel number of it', () => {
  const line = (word: string) => `  -> C0A80A01:0050      ${word.padEnd(7)} 1      0          0         \n`;
  const words = ['Masq', 'Local', 'Tunnel', 'Route', 'Bypass'];
  const [service] = read(`${header}TCP  0A000001:0050 rr  \n${words.map(line).join('')}`);
  assert.deepEqual(
    service?.destinations.map(({forwarding}) => forwarding),
    [0, 1, 2, 3, 4],
  );
});

test('an empty table has no services', () => {
  assert.deepEqual(read(header), []);
  assert.deepEqual(read(''), []);
});

test('an unknown line is an error with path and number', () => {
  const orphan = '  -> C0A80A01:0050      Masq    1      0          0         ';
  for (const line of ['TCP  0A00001:0050 rr  ', 'TCP  0A000001:005 rr  ', orphan, 'what?', '']) {
    assert.throws(() => read(`${header}${line}\n`), new RegExp(`${path}: line 4 is of an unknown form`), line);
  }
  for (const columns of [
    'Other   1      0          0',
    'Masq    x      0          0',
    'Masq    1      0',
    'Masq    1      0          -1',
    'toString 1      0          0',
  ]) {
    assert.throws(
      () => read(`${header}TCP  0A000001:0050 rr  \n  -> C0A80A01:0050      ${columns}         \n`),
      /line 5 is of an unknown form/,
      columns,
    );
  }
});

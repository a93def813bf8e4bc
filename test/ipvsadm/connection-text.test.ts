import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Connection} from '../../src/ipvs/connection.js';
import {UnknownLine} from '../../src/ipvs/unknown-line.js';
import {formatConnectionText} from '../../src/ipvsadm/connection-text.js';
import {numericDisplay} from '../../src/ipvsadm/display-names.js';
import {connectionLine} from '../../src/ipvsadm/format-connections.js';
import {kernelHeader, kernelLine} from '../ipvs/kernel-line.js';
import {anyAddress} from '../net/arbitraries.js';

const endpoint = fc.record({address: anyAddress, port: fc.nat(65535)});

const connection: fc.Arbitrary<Connection> = fc.record({
  protocol: fc.constantFrom('TCP', 'UDP', 'SCTP', 'IP', 'ICMP', 'IP_47'),
  client: endpoint,
  virtual: endpoint,
  destination: endpoint,
  state: fc.constantFrom('ESTABLISHED', 'FIN_WAIT', 'NONE', 'ASSURED', 'UDP', '?'),
  expires: fc.oneof(fc.nat(100), fc.nat(99_999_999)),
  persistenceEngine: fc.constantFrom(undefined, undefined, 'sip'),
  persistenceData: fc.constant('0123 456@host'),
});

test('the table turned byte by byte is the table read and formatted, wherever the pieces are cut', () => {
  fc.assert(
    fc.property(fc.array(connection, {maxLength: 40}), fc.integer({min: 1, max: 300}), (connections, size) => {
      const text = Buffer.from(kernelHeader + connections.map(kernelLine).join(''), 'latin1');
      const pieces = Array.from({length: Math.ceil(text.length / size)}, (_, i) =>
        text.subarray(i * size, (i + 1) * size),
      );
      const expected = connections.map(one => connectionLine(one, false, numericDisplay)).join('');
      assert.equal([...formatConnectionText(pieces)].join(''), expected);
    }),
    {numRuns: 300},
  );
});

test('a last line without its newline counts', () => {
  const line = 'TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114';
  const expected = 'TCP 01:54  FIN_WAIT    172.16.1.2:40101   10.0.0.1:80        172.16.2.2:8080\n';
  assert.equal([...formatConnectionText([Buffer.from(kernelHeader + line)])].join(''), expected);
});

test('a line of an unknown form is named by file and line', () => {
  const good = 'TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114\n';
  for (const bad of ['TCP AC10010G 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114', 'x', '']) {
    const text = Buffer.from(`${kernelHeader}${good}${bad}\n${good}`);
    assert.throws(
      () => [...formatConnectionText([text])],
      (error: Error) => {
        assert.ok(error instanceof UnknownLine);
        assert.equal(error.line, 3);
        assert.match(error.message, /^\/proc\/net\/ip_vs_conn: line 3 /);
        return true;
      },
    );
  }
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type Address, parseAddress} from '../../../src/net/address.js';
import {hasValidChecksum} from '../../../src/net/checksum.js';
import {encodeEchoRequest, readEcho} from '../../../src/kernel/socket/echo-message.js';

const source = {ipv4: parseAddress('10.0.0.9') as Address, ipv6: parseAddress('fd00::9') as Address};
const name = fc.record({
  identifier: fc.integer({min: 0, max: 0xffff}),
  sequence: fc.integer({min: 0, max: 0xffff}),
  token: fc.integer({min: 0, max: 0xffffffff}),
});
const family = fc.constantFrom('ipv4' as const, 'ipv6' as const);

test('an answer has the name of its request', () => {
  fc.assert(
    fc.property(family, name, (family, name) => {
      const bytes = encodeEchoRequest(family, name);
      if (family === 'ipv4') assert.ok(hasValidChecksum(bytes));
      assert.equal(readEcho(family, source[family], bytes), undefined, 'a request is no answer');
      bytes[0] = family === 'ipv4' ? 0 : 129;
      assert.deepEqual(readEcho(family, source[family], bytes), {type: 'reply', source: source[family], ...name});
    }),
  );
});

test('an error names the request it quotes, and where that went', () => {
  fc.assert(
    fc.property(family, name, fc.boolean(), (family, name, isNetwork) => {
      const header = new Uint8Array(family === 'ipv4' ? 20 : 40);
      if (family === 'ipv4') header.set([0x45, 0, 0, 0, 0, 0, 0, 0, 64, 1, 0, 0, 10, 0, 0, 1, 10, 0, 0, 9]);
      else {
        header[6] = 58;
        header[24] = 0xfd;
        header[39] = 9;
      }
      const quoted = encodeEchoRequest(family, name).subarray(0, 8); // no more is promised by RFC 792
      const type = family === 'ipv4' ? 3 : 1;
      const bytes = Buffer.concat([Uint8Array.of(type, isNetwork ? 0 : 3, 0, 0, 0, 0, 0, 0), header, quoted]);
      assert.deepEqual(readEcho(family, source[family], bytes), {
        type: 'unreachable',
        target: source[family],
        code: isNetwork ? 'ENETUNREACH' : 'EHOSTUNREACH',
        identifier: name.identifier,
        sequence: name.sequence,
      });
      for (let length = 0; length < bytes.length; length++)
        assert.equal(readEcho(family, source[family], bytes.subarray(0, length)), undefined);
    }),
  );
});

test('whatever comes is read or left', () => {
  fc.assert(
    fc.property(family, fc.uint8Array({maxLength: 120}), (family, bytes) => {
      readEcho(family, source[family], bytes);
    }),
  );
});

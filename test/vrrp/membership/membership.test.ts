import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {formatAddress, type Ipv4Address, type Ipv6Address, parseAddress} from '../../../src/net/address.js';
import {formatMac, mac} from '../../../src/net/mac.js';
import {encodeIgmpQuery, encodeMldQuery} from '../../../src/vrrp/membership/membership-query.js';
import {decodeMembershipReport} from '../../../src/vrrp/membership/membership-report.js';

const station = mac(0x020000000001);
const group4 = parseAddress('224.0.0.18') as Ipv4Address;
const group6 = parseAddress('ff02::12') as Ipv6Address;
const source = parseAddress('fe80::1') as Ipv6Address;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

/** Sent by Linux 6.1 with keepalived 2.2.7, in answer to such queries. */
const recorded = {
  IGMPv3: {
    frame:
      '01005e000016020000000002080046c00028000040000102f9f00a070002e0000016940400002200fbeb0000000102000000e0000012',
    version: 3,
    groups: ['224.0.0.18'],
  },
  IGMPv2: {
    frame: '01005e000012020000000002080046c00020000040000102f9fc0a070002e000001294040000160009ede0000012',
    version: 2,
    groups: ['224.0.0.18'],
  },
  'leaving in IGMPv2': {
    frame: '01005e000002020000000002080046c00020000040000102fa0c0a070002e000000294040000170008ede0000012',
    version: 2,
    groups: ['-224.0.0.18'],
  },
  MLDv2: {
    frame:
      '33330000001602000000000286dd60000000004c0001fe80000000000000f0f8eefffedc09b7ff0200000000000000000000000000163a000502000001008f0077a50000000304000000ff0200000000000000000001ff00010004000000ff02000000000000000000000000001204000000ff0200000000000000000001ffdc09b7',
    version: 2,
    groups: ['ff02::1:ff00:100', 'ff02::12', 'ff02::1:ffdc:9b7'],
  },
  MLDv1: {
    frame:
      '33330000001202000000000286dd6000000000200001fe80000000000000f0f8eefffedc09b7ff0200000000000000000000000000123a000502000001008300977500000000ff020000000000000000000000000012',
    version: 1,
    groups: ['ff02::12'],
  },
  'leaving in MLDv1': {
    frame:
      '33330000000202000000000286dd6000000000200001fe80000000000000f0f8eefffedc09b7ff0200000000000000000000000000023a000502000001008400968500000000ff020000000000000000000000000012',
    version: 1,
    groups: ['-ff02::12'],
  },
};

describe('a query', () => {
  const igmp = {station, group: group4, longestWait: 400} as const;
  const mld = {station, group: group6, source, longestWait: 400} as const;

  // as Linux answered them
  test('of IGMP has no source, a TTL of 1 and a router alert, and goes to the group', () => {
    assert.equal(
      hex(encodeIgmpQuery({...igmp, version: 'newer'})),
      '01005e000012020000000001080046c00024000000000102440200000000e0000012940400001104046ce00000120a7d0000',
    );
    assert.match(hex(encodeIgmpQuery({...igmp, version: 'older'})), /940400001104[0-9a-f]{4}e0000012$/);
  });

  test('of MLD comes from a link-local address, with a router alert before it', () => {
    assert.equal(
      hex(encodeMldQuery({...mld, version: 'newer'})),
      '33330000001202000000000186dd6000000000240001fe800000000000000000000000000001ff0200000000000000000000000000123a00050200000100820074f001900000ff0200000000000000000000000000120a7d0000',
    );
    assert.match(hex(encodeMldQuery({...mld, version: 'older'})), /01900000ff020000000000000000000000000012$/);
  });

  test('is no report', () => {
    for (const version of ['newer', 'older'] as const) {
      assert.equal(decodeMembershipReport(encodeIgmpQuery({...igmp, version})), undefined);
      assert.equal(decodeMembershipReport(encodeMldQuery({...mld, version})), undefined);
    }
  });
});

describe('a report', () => {
  for (const [name, {frame, version, groups}] of Object.entries(recorded)) {
    test(`of ${name} is read as Linux sends it`, () => {
      const report = decodeMembershipReport(bytes(frame));
      assert.equal(report?.version, version);
      assert.deepEqual(
        report?.memberships.map(one => `${one.isMember ? '' : '-'}${formatAddress(one.group)}`),
        groups,
      );
      assert.match(formatMac(report!.station), /^[0-9a-f:]{17}$/);
    });

    test(`of ${name} that was changed or cut is nothing, and nothing fails`, () => {
      const whole = bytes(frame);
      fc.assert(
        fc.property(
          fc.nat({max: whole.length - 1}),
          fc.integer({min: 1, max: 255}),
          fc.nat({max: whole.length}),
          (at, by, length) => {
            const changed = whole.slice();
            changed[at] = (changed[at] as number) ^ by;
            decodeMembershipReport(changed);
            decodeMembershipReport(changed.subarray(0, length));
          },
        ),
        {numRuns: 2000},
      );
      const broken = whole.slice();
      broken[whole.length - 1] = (whole[whole.length - 1] as number) ^ 1;
      assert.equal(decodeMembershipReport(broken), undefined, 'the checksum is wrong');
    });
  }
});

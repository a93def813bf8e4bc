import assert from 'node:assert/strict';
import type * as fc from 'fast-check';
import {runIpvsadm} from '../../../src/commands/ipvsadm/run.js';
import {tunneling} from '../../../src/ipvs/forwarding.js';
import {type DesiredEntry, type DesiredTable, planChanges} from '../../../src/ipvs/plan.js';
import {familyOfService} from '../../../src/ipvs/service.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {ipv4} from '../../../src/net/address.js';
import {anyDesiredTable} from '../../ipvs/arbitraries.js';
import {newSite, type Site} from '../../kernel/embedded/directors.js';

/** Tables that the kernel takes. */
export const anyPossibleTable: fc.Arbitrary<DesiredTable> = anyDesiredTable.map(({entries}) => ({
  entries: entries.map(possible),
}));

function possible({service, destinations}: DesiredEntry): DesiredEntry {
  const isIpv6 = familyOfService(service.id) === 'ipv6';
  return {
    service,
    destinations: destinations.map(destination => ({
      ...destination,
      address: ipv4(0x0a010000 + (destination.address.family === 'ipv4' ? destination.address.value : 0)),
      forwarding: isIpv6 ? tunneling : destination.forwarding,
      lowerThreshold: Math.min(destination.lowerThreshold, destination.upperThreshold),
    })),
  };
}

/** An embedded kernel with this table. */
export async function siteWith(table: DesiredTable): Promise<Site> {
  const site = await newSite();
  for (const outcome of await site.ipvs.apply(planChanges({entries: []}, table))) assert.equal(outcome, undefined);
  return site;
}

/** What `lvsctl -Sn` prints, thresholds and all. */
export async function saved({kernel}: Site): Promise<string> {
  let text = '';
  const code = await runIpvsadm({
    program: 'lvsctl',
    dialect: 'lvsctl',
    words: ['-Sn'],
    connect: () => openIpvs(kernel),
    stdin: [],
    stdout: {
      write: (piece: string) => {
        text += piece;
      },
    },
    stderr: {write: (piece: string) => assert.fail(piece)},
    isRoot: true,
    mark: '',
  } as unknown as Parameters<typeof runIpvsadm>[0]);
  assert.equal(code, 0);
  return text;
}

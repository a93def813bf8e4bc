// Runs as root in the lab: guest-apply.js PAIRS SEED: applies generated tables to the real kernel, half of them spoilt.
import {execFileSync} from 'node:child_process';
import * as fc from 'fast-check';
import type {DesiredTable} from '../../../src/ipvs/plan.js';
import {destinationFingerprint, settingsFingerprint} from '../../../src/ipvs/fingerprint.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../../src/kernel/linux-kernel.js';
import {carryOut} from '../../../src/maintenance/apply/carry-out.js';
import {readCurrentTable} from '../../../src/maintenance/apply/current-table.js';
import {planTable} from '../../../src/maintenance/apply/table-plan.js';
import {anyKernelTable, refusals} from './kernel-tables.js';

const [pairs, seed] = process.argv.slice(2).map(Number) as [number, number];
const {ipvs} = await openIpvs(linuxKernel);
let done = 0;
let putBack = 0;
const failures: string[] = [];
const tables = fc.sample(anyKernelTable, {numRuns: pairs, seed});

for (const [i, wanted] of tables.entries()) {
  const before = await readCurrentTable(ipvs);
  const isSpoilt = i % 2 === 1 && wanted.entries.length > 0;
  const refusal = refusals[(i >> 1) % refusals.length] as (typeof refusals)[number];
  const at = i % Math.max(1, wanted.entries.length);
  const desired: DesiredTable = isSpoilt
    ? {entries: wanted.entries.map((entry, n) => (n === at ? refusal.spoil(entry) : entry))}
    : wanted;
  const rules = execFileSync('ipvsadm', ['-Sn'], {encoding: 'utf8'});
  const result = await carryOut(ipvs, planTable(before, desired, {prunes: true}));
  const after = await readCurrentTable(ipvs);
  const note = (what: string) =>
    failures.push(`${i} ${isSpoilt ? refusal.name : 'as it is'}: ${what}: ${JSON.stringify(result)}`);
  if (isSpoilt) {
    putBack++;
    if (result.type !== 'put-back') note('not put back');
    if (textOf(after) !== textOf(before)) note('the table is not as before');
    if (JSON.stringify(after) !== JSON.stringify(before)) note('its order is not as before');
    if (execFileSync('ipvsadm', ['-Sn'], {encoding: 'utf8'}) !== rules) note('ipvsadm says otherwise');
  } else {
    done++;
    if (result.type !== 'done') note('not done');
    if (textOf(after) !== textOf(desired)) note('the table is not as asked');
  }
}
ipvs.close();
console.log(JSON.stringify({done, putBack, failures: failures.slice(0, 20), failed: failures.length}));

/** In an order of its own. */
function textOf({entries}: DesiredTable): string {
  return entries
    .map(
      ({service, destinations}) =>
        `${settingsFingerprint(service)} ${destinations.map(destinationFingerprint).sort().join(' ')}`,
    )
    .sort()
    .join('\n');
}

import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {ManagerFacts} from '../../facts.js';
import {managerName} from '../../manager-words.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';

/** Whether two programs write the same services, or hold the same addresses. */
export const twoManagers: DoctorRow = {
  code: 'two-managers',
  group: 'managers',
  title: 'who writes the table',
  explanation:
    'keepalived, ldirectord and a director of lvsctl each take themselves for the only one who writes their services and holds their addresses: neither reads what another did. Two with the same service put back at each check what the other has changed; two with the same virtual router on one interface are two masters on one host. Processes are looked at in this network namespace, and what their files say.',
  diagnose({managers}) {
    if (!managers.known) return [unknown(managers.words)];
    const all = managers.value;
    if (all.length === 0) return [none('nobody who writes the table or holds addresses runs here')];
    const found = all.flatMap((one, i) => all.slice(i + 1).flatMap(other => between(one, other)));
    const names = all.map(one => `${managerName(one)}${doing(one)}`);
    return foundOr([...found, ...flushing(all)], good(names.join('; ')));
  },
};

function between(one: ManagerFacts, other: ManagerFacts): readonly Diagnosis[] {
  const both = `${managerName(one)} and ${managerName(other)}`;
  return [
    ...shared(one.services, other.services).map(service =>
      wrong({
        subject: service,
        is: `${both} have it`,
        shouldBe: 'one of them',
        why: 'Each writes what it thinks of the real servers: weights go back and forth, and a failed server comes back.',
        advice: 'stop one of them, or take the service out of its configuration',
      }),
    ),
    ...shared(routersOf(one), routersOf(other)).map(router =>
      wrong({
        subject: `virtual router ${router}`,
        is: `${both} speak for it`,
        shouldBe: 'one of them',
        why: 'A host does not hear its own advertisements: both are master here, and the one that ends takes the addresses with it.',
        advice: 'stop one of them, or take the virtual router out of its configuration',
      }),
    ),
    ...sharedAddresses(one, other).map(address =>
      wrong({
        subject: address,
        is: `${both} add and remove it`,
        shouldBe: 'one of them',
        why: 'Whichever goes backup first takes the address away from the other, which does not notice.',
        advice: 'leave it to one of them',
      }),
    ),
  ];
}

/** One that empties the whole table when it starts. */
function flushing(all: readonly ManagerFacts[]): readonly Diagnosis[] {
  const writers = all.filter(({writesTable}) => writesTable);
  if (writers.length < 2) return [];
  return writers
    .filter(({detail}) => detail?.keepalived?.flushesTable === true)
    .map(one =>
      risk({
        subject: managerName(one),
        is: 'it empties the whole table when it starts (lvs_flush)',
        shouldBe: 'no lvs_flush where others write the table too',
        why: 'Its next start takes away the services of the others.',
        advice: 'take lvs_flush out of its global_defs',
      }),
    );
}

function sharedAddresses(one: ManagerFacts, other: ManagerFacts): readonly string[] {
  const isSaid = shared(routersOf(one), routersOf(other)).length > 0; // of the same virtual router they are the same
  return isSaid ? [] : shared(addressesOf(one), addressesOf(other));
}

function shared(some: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return [...new Set(some)].filter(each => known.has(each)).map(escapeControls);
}

function routersOf({detail}: ManagerFacts): readonly string[] {
  return detail?.routers ?? [];
}

/** Without prefix lengths. */
function addressesOf({detail}: ManagerFacts): readonly string[] {
  return (detail?.addresses ?? []).map(address => address.replace(/\/\d+$/, ''));
}

function doing({services, detail}: ManagerFacts): string {
  const number = detail?.addresses.length ?? 0;
  const parts = [
    ...(services.length > 0 ? [`${services.length} ${services.length === 1 ? 'service' : 'services'}`] : []),
    ...(number > 0 ? [`${number} ${number === 1 ? 'address' : 'addresses'}`] : []),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

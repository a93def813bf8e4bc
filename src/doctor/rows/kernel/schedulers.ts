import {formatServiceId} from '../../../ipvs/service-text.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, wrong} from '../../outcomes.js';
import {entriesOf} from '../../table-facts.js';

/** Whether there is a module for each scheduler that is used or configured. */
export const schedulers: DoctorRow = {
  code: 'schedulers',
  group: 'kernel',
  title: 'schedulers',
  explanation:
    'Each scheduler is a module ip_vs_NAME, which the kernel loads when a service first asks for it. A configuration that names one which is not installed leads to a service that is refused, often at the next boot only. A service without a scheduler (none) refuses all new connections: ip_vs.h, IP_VS_SVC_F_*; ipvsadm(8), -s.',
  diagnose(facts) {
    const used = new Set(entriesOf(facts).map(({service}) => service.scheduler));
    const configured = facts.managers.known ? facts.managers.value.flatMap(one => one.schedulers ?? []) : [];
    const names = [...new Set([...used, ...configured])].filter(name => name !== '' && name !== 'none').sort();
    const found = [...withoutOne(facts), ...names.flatMap(name => missing(facts, name, used.has(name)))];
    return foundOr(found, names.length === 0 ? none('no service') : good(names.join(', ')));
  },
};

function withoutOne(facts: DirectorFacts): Diagnosis[] {
  return entriesOf(facts)
    .filter(({service: {scheduler}}) => scheduler === 'none' || scheduler === '')
    .map(({service}) =>
      wrong({
        subject: formatServiceId(service.id),
        is: 'no scheduler',
        shouldBe: 'one',
        why: 'Nobody chooses a server: every new connection is refused.',
        advice: 'lvsctl -E … -s wlc: edit the service',
      }),
    );
}

/** NB: what the table has is in the kernel, built in or not; only configurations can name what is nowhere. */
function missing({modules}: DirectorFacts, name: string, isUsed: boolean): Diagnosis[] {
  // a container has no lists of the kernel's modules
  if (isUsed || !modules.known || modules.value.loadable.size === 0) return [];
  const module = `ip_vs_${name}`;
  if (modules.value.loaded.has(module) || modules.value.loadable.has(module)) return [];
  return [
    wrong({
      subject: module,
      is: 'neither loaded nor installed for this kernel',
      shouldBe: 'installed',
      why: 'A configuration asks for this scheduler: the kernel refuses its services.',
      advice: `install the kernel's package that has ${module}, or choose another scheduler`,
    }),
  ];
}

import {serviceFlag} from '../ipvs/service.js';
import type {Dialect} from './dialect.js';
import {CommandLineError, usage} from './failure.js';

/** Names of scheduler flags (`-b`), in listing order; `for` limits one to a scheduler. */
export const flagNames = [
  {name: 'flag-1', bit: serviceFlag.scheduler1},
  {name: 'flag-2', bit: serviceFlag.scheduler2},
  {name: 'flag-3', bit: serviceFlag.scheduler3},
  {name: 'sh-fallback', bit: serviceFlag.scheduler1, for: 'sh'},
  {name: 'sh-port', bit: serviceFlag.scheduler2, for: 'sh'},
  {name: 'mh-fallback', bit: serviceFlag.scheduler1, for: 'mh'},
  {name: 'mh-port', bit: serviceFlag.scheduler2, for: 'mh'},
] as const satisfies readonly {name: string; bit: number; for?: string}[];

/** The bits of a `-b` list. Throws CommandLineError. */
export function parseSchedulerFlags(list: string, scheduler: string, dialect: Dialect): number {
  const items = list.split(',').filter(item => item !== '');
  if (items.length === 0 && list !== '') {
    if (dialect === 'ipvsadm') throw new CommandLineError({type: 'crash', message: ''}); // ipvsadm 1.31 follows a null pointer
    throw usage(`invalid scheduler flag \`${list}': give one of ${flagNames.map(flag => flag.name).join(', ')}`);
  }
  let bits = 0;
  for (const item of items) {
    const flag: {bit: number; for?: string} | undefined = flagNames.find(candidate => candidate.name === item);
    if (!flag) throw usage(`invalid scheduler flag \`${item}'`);
    if (flag.for !== undefined && flag.for !== scheduler) throw usage(`incompatible scheduler flag \`${item}'`);
    bits |= flag.bit;
  }
  return bits;
}

/** The list that names the bits for a scheduler. NB: ipvsadm leaves out flag-3 of sh and mh, so that its list may be empty. */
export function formatSchedulerFlags(flags: number, scheduler: string, dialect: Dialect): string {
  const owner = scheduler === 'sh' || scheduler === 'mh' ? scheduler : undefined;
  const isNamed = (flag: (typeof flagNames)[number]): boolean =>
    ('for' in flag ? flag.for : undefined) === owner || (dialect === 'lvsctl' && flag.bit === serviceFlag.scheduler3);
  return flagNames
    .filter(flag => (flags & flag.bit) !== 0 && isNamed(flag))
    .map(flag => flag.name)
    .join(',');
}

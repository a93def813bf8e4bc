import type {Network} from '../observer/network.js';
import type {PriorityView} from './instance-view.js';
import type {Adjustment} from './knowledge.js';
import type {Subject} from './subject.js';
import type {WantedInstance} from './wanted-instance.js';

/** The priority as it is wanted and as it is, and what makes the difference. */
export function priorityOf({wanted, told, report, own}: Subject, network: Network): PriorityView {
  if (!wanted) return {base: undefined, effective: undefined, adjustments: undefined};
  const base = wanted.priority;
  const heard = told?.priority ?? (own?.state === 'speaking' ? own.priority : undefined);
  const effective = report?.source === 'director' ? report.effectivePriority : (heard ?? report?.effectivePriority);
  if (report?.adjustments) return {base, effective, adjustments: report.adjustments};
  if (effective === base) return {base, effective, adjustments: []};
  // links are the kernel's to tell; of scripts and files only the daemon knows
  const links = linkAdjustments(wanted, network);
  const sum = links.reduce((total, {amount}) => total + amount, 0);
  return {base, effective, adjustments: effective !== undefined && base + sum === effective ? links : undefined};
}

/** keepalived: a positive weight counts while the link runs, a negative one while it does not. */
function linkAdjustments({tracked}: WantedInstance, network: Network): readonly Adjustment[] {
  const links = new Map([...network.links.values()].map(({link}) => [link.name, link]));
  return tracked.flatMap(({kind, name, weight, isReversed}) => {
    if (kind !== 'interface' || weight === 0) return [];
    const isGood = (links.get(name)?.isRunning ?? false) !== isReversed;
    return isGood === weight > 0 ? [{by: `interface ${name}`, amount: weight}] : [];
  });
}

/** The lowest and the highest that tracking can make of it, as keepalived keeps it within 1..254; 255 stays. */
export function rangeOf({priority, tracked}: WantedInstance): {readonly least: number; readonly most: number} {
  if (priority === 255) return {least: 255, most: 255};
  const sum = (keep: (weight: number) => boolean) =>
    tracked.reduce((total, {weight}) => total + (keep(weight) ? weight : 0), 0);
  const clamp = (value: number) => Math.min(254, Math.max(1, value));
  return {least: clamp(priority + sum(weight => weight < 0)), most: clamp(priority + sum(weight => weight > 0))};
}

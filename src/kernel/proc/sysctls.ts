import type {Kernel} from '../kernel.js';
import {linesOf} from './lines.js';
import {UnknownLine} from '../../ipvs/unknown-line.js';
import {type SysctlKind, type SysctlRow, type SysctlValue, sysctlRow, sysctlTable} from '../../ipvs/sysctl-table.js';

/** A value that a sysctl cannot have, or a name that is none. Nothing was written. */
export class WrongSysctl extends Error {
  override readonly name = 'WrongSysctl';
}

/** The values of those that this kernel has, by name, in the table's order. */
export function readSysctls(kernel: Kernel): ReadonlyMap<string, SysctlValue> {
  const values = new Map<string, SysctlValue>();
  for (const {name} of sysctlTable) {
    const value = readSysctl(kernel, name);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** Undefined where this kernel lacks it, or hides it from this network namespace. Throws WrongSysctl for a name that is none, UnknownLine, and as open(2) does. */
export function readSysctl(kernel: Kernel, name: string): SysctlValue | undefined {
  const {kind} = knownRow(name);
  const path = pathOf(name);
  let text: string;
  try {
    text = [...linesOf(kernel.readProc(path))].flat().join('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const words = text.trim().split(/\s+/);
  const [first, second] = words.map(Number);
  const isPair = kind.type === 'two integers';
  if (words.length !== (isPair ? 2 : 1) || !words.every(word => /^-?\d+$/.test(word)))
    throw new UnknownLine(path, 1, text);
  return isPair ? [first as number, second as number] : (first as number);
}

/** Sets a sysctl after checking that it can have the value. Throws WrongSysctl, and as write(2) does. */
export function writeSysctl(kernel: Kernel, name: string, value: SysctlValue): void {
  const {kind} = knownRow(name);
  const text = typeof value === 'number' ? String(value) : value.join(' ');
  if (!isAllowed(kind, value))
    throw new WrongSysctl(`net.ipv4.vs.${name} cannot be ${text}: it is ${allowedValues(kind)}`);
  kernel.writeProc(pathOf(name), `${text}\n`);
}

/** What a sysctl can be, in words: `0 or 1`, `a number from 0 to 3`. */
export function allowedValues(kind: SysctlKind): string {
  switch (kind.type) {
    case 'boolean':
      return '0 or 1';
    case 'integer':
      return `a number from ${kind.least} to ${kind.most}${kind.unit === undefined ? '' : ` (${kind.unit})`}`;
    case 'choice':
      return `one of ${Object.entries(kind.values)
        .map(([value, meaning]) => (meaning === '' ? value : `${value} (${meaning})`))
        .join(', ')}`;
    case 'two integers':
      return kind.rule;
  }
}

function knownRow(name: string): SysctlRow {
  const row = sysctlRow(name);
  if (row) return row;
  throw new WrongSysctl(
    `there is no sysctl net.ipv4.vs.${name}: the names are ${sysctlTable.map(each => each.name).join(', ')}`,
  );
}

function isAllowed(kind: SysctlKind, value: SysctlValue): boolean {
  if (kind.type === 'two integers') {
    const [first, second] = typeof value === 'number' ? [value, Number.NaN] : value;
    return isInt(first) && isInt(second) && kind.isAllowed(first, second);
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  switch (kind.type) {
    case 'boolean':
      return value === 0 || value === 1;
    case 'integer':
      return value >= kind.least && value <= kind.most;
    case 'choice':
      return Object.hasOwn(kind.values, value);
  }
}

function isInt(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0x7fffffff;
}

function pathOf(name: string): string {
  return `/proc/sys/net/ipv4/vs/${name}`;
}

import {hash} from 'node:crypto';
import type {Check} from './check.js';

/**
 * What a check is known by: the same for checks that ask the same in the same way as often, whoever has them, and
 * after a restart. It tells the kind of the probe; the rest is a digest (SHA-256), secrets with it.
 */
export function checkKey({probe, schedule}: Check): string {
  return `${probe.type}-${hash('sha256', canonical([probe, schedule]), 'base64url').slice(0, 22)}`;
}

/** JSON with the members of objects in one order; what is undefined is left out. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

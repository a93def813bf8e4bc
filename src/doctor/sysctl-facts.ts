import type {Remedy} from './diagnosis.js';
import type {DirectorFacts} from './facts.js';
import {shellWord} from './shell-word.js';

/** Where lvsctl writes sysctls that are to last. */
export const lastingSysctlFile = '/etc/sysctl.d/60-lvsctl.conf';

/** The number a sysctl has; undefined where there is none, or it is no number. */
export function sysctlOf({sysctls}: Pick<DirectorFacts, 'sysctls'>, name: string): number | undefined {
  const text = sysctls.known ? sysctls.value.get(name) : undefined;
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Of net.ipv4.vs. */
export function vsSysctl(facts: Pick<DirectorFacts, 'sysctls'>, name: string): number | undefined {
  return sysctlOf(facts, `net.ipv4.vs.${name}`);
}

/** Those of net.ipv4.conf that count by the larger of `all` and the interface's own: rp_filter, arp_ignore, arp_announce, send_redirects. */
export function interfaceSysctl(
  facts: Pick<DirectorFacts, 'sysctls'>,
  name: string,
  on: string,
): {readonly value: number; readonly all: number; readonly own: number} | undefined {
  const all = sysctlOf(facts, `net.ipv4.conf.all.${name}`);
  const own = sysctlOf(facts, `net.ipv4.conf.${on}.${name}`);
  return all === undefined || own === undefined ? undefined : {value: Math.max(all, own), all, own};
}

/** The name of an interface's sysctl as sysctl(8) and sysctl.d(5) want it: dots within the interface's name are slashes. */
export function interfaceSysctlName(name: string, on: string): string {
  return `net.ipv4.conf.${on.replaceAll('.', '/')}.${name}`;
}

/** @param safe why it is safe on a director that carries traffic */
export function sysctlRemedy(name: string, value: number, safe: string): Remedy {
  return {
    change: {type: 'sysctl', name, value: String(value)},
    safe,
    lasting: {file: lastingSysctlFile, line: `${name} = ${value}`},
  };
}

/** The command that a remedy stands for. */
export function sysctlCommand(name: string, value: number | string): string {
  return `sysctl -w ${shellWord(`${name}=${value}`)}`;
}

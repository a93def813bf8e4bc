import type {Failure} from '../check-state.js';
import type {Happening} from '../health-event.js';
import {isDead} from '../host-state.js';
import type {HostRecord, MemberRecord} from '../records.js';

/** Why a member is down, as it is known now: the host where that explains it, else its check, its agent, what it depends on. */
export function downOf({evidence}: MemberRecord): Pick<Happening, 'words' | 'layer' | 'host'> {
  if (evidence.type !== 'down') return {words: 'it was down before', layer: undefined, host: undefined};
  const {check} = evidence;
  if (!check) return {words: evidence.words, layer: undefined, host: undefined};
  const {host} = check;
  const failure = check.state.failure as Failure;
  if (host && failure.isSilent && isDead(host.state)) return {words: deadWords(host), layer: 'L3', host: host.name};
  return {words: failure.words, layer: failure.layer, host: undefined};
}

function deadWords({name, checks}: HostRecord): string {
  const ports = new Set<number>();
  for (const {check} of checks) {
    if ('target' in check.probe && check.probe.target.port > 0) ports.add(check.probe.target.port);
  }
  const words = `the host ${name} does not answer`;
  if (ports.size === 0) return `${words} any echo request`;
  const where = ports.size === 1 ? `port ${[...ports][0]}` : `any of its ${ports.size} ports`;
  return `${words}: neither to an echo request nor on ${where}`;
}

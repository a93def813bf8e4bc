import type {Change} from '../../ipvs/change.js';
import {type ErrnoCode, errnoCode} from '../../ipvs/errno.js';
import {unknownScheduler} from '../../ipvs/known-schedulers.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {isRefusal, type Operation} from '../../ipvs/refusal.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';

const services = 'lvsctl -Ln lists the services there are';
const servers = 'lvsctl -Ln lists the real servers there are';

/** What to do about a refusal whose words are ipvsadm's. */
const advice: Readonly<Partial<Record<Operation, Readonly<Partial<Record<ErrnoCode, string>>>>>> = {
  'add-service': {EEXIST: 'lvsctl -E edits it; lvsctl -Ln shows it'},
  'edit-service': {ESRCH: `lvsctl -A adds it; ${services}`},
  'delete-service': {ESRCH: services},
  zero: {ESRCH: services},
  list: {ESRCH: services},
  'add-server': {EEXIST: 'lvsctl -e edits it; lvsctl -Ln shows it', ESRCH: `lvsctl -A adds the service; ${services}`},
  'edit-server': {ENOENT: `lvsctl -a adds it; ${servers}`, ESRCH: services},
  'delete-server': {ENOENT: servers, ESRCH: services},
  'start-daemon': {EEXIST: 'lvsctl sync status shows it', ENODEV: 'ip link shows which interfaces there are'},
  'stop-daemon': {ESRCH: 'lvsctl sync status shows what runs'},
};

/** What to do about what the kernel refused, in a line; empty where nobody knows. @param change absent for a listing */
export function hintForRefusal(refused: Error, change?: Change): string {
  if (!isRefusal(refused)) return '';
  const code = errnoCode(refused.errno) as ErrnoCode;
  const isOfService = change?.type === 'add-service' || change?.type === 'edit-service';
  const words = isOfService && code === 'ENOENT' ? forNoScheduler(change.service) : advice[refused.operation]?.[code];
  return words === undefined ? '' : `${words}.\n`;
}

/** NB: ENOENT is the same for a persistence engine. */
function forNoScheduler({scheduler, persistenceEngine}: ServiceConfiguration): string {
  const unknown = unknownScheduler(scheduler);
  if (unknown !== undefined) return `T${unknown.slice(1)} lvsctl help schedulers tells of each`;
  const modules = [
    `ip_vs_${scheduler}`,
    ...(persistenceEngine === '' ? [] : [`ip_vs_pe_${escapeControls(persistenceEngine)}`]),
  ];
  return `This kernel does not have it loaded: modprobe ${modules.join(' ')}`;
}

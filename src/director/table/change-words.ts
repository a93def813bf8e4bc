import type {Change, Outcome} from '../../ipvs/change.js';
import {errnoCode, errnoText} from '../../ipvs/errno.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {placeWords} from './deed-words.js';

/** What was not done and why, with what to do: `10.0.0.11:80 of tcp/10.0.0.1:80 could not be added: Invalid argument (EINVAL)`. */
export function changeWords(change: Change, outcome: NonNullable<Outcome>): string {
  return `${askedWords(change)}: ${whyWords(change, outcome)}`;
}

function askedWords(change: Change): string {
  switch (change.type) {
    case 'add-service':
      return `${formatServiceId(change.service.id)} could not be added`;
    case 'edit-service':
      return `${formatServiceId(change.service.id)} could not be set`;
    case 'delete-service':
      return `${formatServiceId(change.id)} could not be deleted`;
    case 'add-server':
      return `${placeWords(change.id, change.destination)} could not be added`;
    case 'edit-server':
      return `${placeWords(change.id, change.destination)} could not be set (weight ${change.destination.weight})`;
    case 'delete-server':
      return `${placeWords(change.id, change.destination)} could not be deleted`;
    case 'flush':
    case 'zero':
    case 'set':
    case 'start-daemon':
    case 'stop-daemon':
      return change.type; // nobody asks for them here
  }
}

function whyWords(change: Change, outcome: Error): string {
  if (!isRefusal(outcome)) return outcome.message;
  const code = errnoCode(outcome.errno);
  if (code === 'EPERM') return 'the kernel does not let this process change its table (EPERM): it needs CAP_NET_ADMIN';
  if (code === 'ENOENT' && (change.type === 'add-service' || change.type === 'edit-service')) {
    const {scheduler, persistenceEngine} = change.service;
    const engine = persistenceEngine === '' ? '' : `, or ip_vs_pe_${persistenceEngine}`;
    return `the kernel does not have its scheduler: modprobe ip_vs_${scheduler}${engine} (ENOENT)`;
  }
  return `${errnoText(outcome.errno)} (${code})`;
}

import type {Change} from '../../ipvs/change.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';

/** The service that a change is about. NB: of those changes that a plan of tables has. */
export function serviceOfChange(change: Change): ServiceId {
  if ('service' in change) return change.service.id;
  return (change as Extract<Change, {type: 'add-server'}>).id;
}

export function serviceKeyOfChange(change: Change): string {
  return serviceKey(serviceOfChange(change));
}

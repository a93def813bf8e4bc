import {type DestinationEntry, totalConnections} from '../table/entries.js';
import type {ConnectionEntry} from './connection.js';

/** ip_vs_bind_dest(): the destination counts it, and is overloaded from its upper threshold on. */
export function bindDestination({destination, isTemplate, isInactive}: ConnectionEntry): void {
  if (isTemplate) destination.persistent++;
  else if (isInactive) destination.inactive++;
  else destination.active++;
  markOverload(destination);
}

/** ip_vs_unbind_dest(): below the lower threshold, or three quarters of the upper one, it is used again. */
export function unbindDestination({destination, isTemplate, isInactive}: ConnectionEntry): void {
  if (isTemplate) destination.persistent--;
  else if (isInactive) destination.inactive--;
  else destination.active--;
  const {lowerThreshold, upperThreshold} = destination;
  const total = totalConnections(destination);
  if (lowerThreshold !== 0) destination.isOverloaded &&= total >= lowerThreshold;
  else if (upperThreshold !== 0) destination.isOverloaded &&= total * 4 >= upperThreshold * 3;
  else destination.isOverloaded = false;
}

function markOverload(destination: DestinationEntry): void {
  if (destination.upperThreshold !== 0 && totalConnections(destination) >= destination.upperThreshold)
    destination.isOverloaded = true;
}

import type {InstanceIdentity} from '../findings/instance-view.js';
import type {Hold} from './hold.js';

/** What holds an instance; undefined where nothing does. */
export function holdOf({name}: InstanceIdentity, holds: readonly Hold[]): Hold | undefined {
  return name === undefined ? undefined : holds.find(({instances}) => instances.includes(name));
}

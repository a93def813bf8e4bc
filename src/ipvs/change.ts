import type {DaemonConfiguration, DaemonState} from './daemon.js';
import type {DestinationConfiguration, DestinationId} from './destination.js';
import type {ServiceConfiguration, ServiceId} from './service.js';
import type {Timeouts} from './timeouts.js';

/** Everything that can be asked of the kernel's table, one value a request, named as ipvsadm's commands are. */
export type Change =
  | {readonly type: 'add-service'; readonly service: ServiceConfiguration}
  | {readonly type: 'edit-service'; readonly service: ServiceConfiguration}
  | {readonly type: 'delete-service'; readonly id: ServiceId}
  | {readonly type: 'add-server'; readonly id: ServiceId; readonly destination: DestinationConfiguration}
  | {readonly type: 'edit-server'; readonly id: ServiceId; readonly destination: DestinationConfiguration}
  | {readonly type: 'delete-server'; readonly id: ServiceId; readonly destination: DestinationId}
  | {readonly type: 'flush'}
  | {readonly type: 'zero'; readonly id: ServiceId | undefined}
  | {readonly type: 'set'; readonly timeouts: Timeouts}
  | {readonly type: 'start-daemon'; readonly daemon: DaemonConfiguration}
  | {readonly type: 'stop-daemon'; readonly state: DaemonState; readonly syncId: number};

export const changeTypes = [
  'add-service',
  'edit-service',
  'delete-service',
  'add-server',
  'edit-server',
  'delete-server',
  'flush',
  'zero',
  'set',
  'start-daemon',
  'stop-daemon',
] as const satisfies readonly Change['type'][];

/** What became of a change: undefined where it was made, else why it was not. */
export type Outcome = Error | undefined;

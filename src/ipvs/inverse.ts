import type {Change} from './change.js';
import type {DestinationConfiguration} from './destination.js';
import type {ServiceConfiguration} from './service.js';

/** What there was before a change, as far as the change touches it. */
export interface Before {
  readonly service?: ServiceConfiguration;
  readonly destination?: DestinationConfiguration;
  /** Of a service that is deleted. */
  readonly destinations?: readonly DestinationConfiguration[];
}

/**
 * The changes that take a change back, in order. Counters and connections that went with what was deleted do not
 * come back. Undefined where nothing takes it back, or what there was before is not known.
 */
export function inverseOf(change: Change, before: Before): readonly Change[] | undefined {
  switch (change.type) {
    case 'add-service':
      return [{type: 'delete-service', id: change.service.id}];
    case 'edit-service':
      return before.service && [{type: 'edit-service', service: before.service}];
    case 'delete-service':
      return (
        before.service &&
        before.destinations && [
          {type: 'add-service', service: before.service},
          ...[...before.destinations]
            .reverse() // the kernel lists the newest first
            .map(destination => ({type: 'add-server', id: change.id, destination}) as const),
        ]
      );
    case 'add-server': {
      const {address, port} = change.destination;
      return [{type: 'delete-server', id: change.id, destination: {address, port}}];
    }
    case 'edit-server':
      return before.destination && [{type: 'edit-server', id: change.id, destination: before.destination}];
    case 'delete-server':
      return before.destination && [{type: 'add-server', id: change.id, destination: before.destination}];
    case 'start-daemon':
      return [{type: 'stop-daemon', state: change.daemon.state, syncId: change.daemon.syncId}];
    case 'flush':
    case 'zero':
    case 'set':
    case 'stop-daemon':
      return undefined;
  }
}

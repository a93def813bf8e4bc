import type {Destination} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {type Service, type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {CommandContext} from '../command.js';
import type {Tell} from './attempt.js';
import type {KnownService} from './find-subject.js';

export interface TableFacts {
  /** Undefined: it could not be opened. */
  readonly ipvs: Ipvs | undefined;
  readonly known: readonly KnownService[];
  /** A service as it is now; without service where it is not in the table. */
  read(id: ServiceId): Promise<ReadService>;
}

interface ReadService {
  readonly service: Service | undefined;
  readonly destinations: readonly Destination[];
}

const nothing: ReadService = {service: undefined, destinations: []};

/** The whole table in short; services in full when they are asked for. */
export async function openTable(context: CommandContext, tell: Tell): Promise<TableFacts> {
  const open = await context.open();
  if (!open) {
    tell('table', 'the kernel does not show it; why is said above');
    return {ipvs: undefined, known: [], read: async () => nothing};
  }
  const {ipvs} = open;
  const {entries} = await ipvs.summary();
  const there = new Set(entries.map(({service}) => serviceKey(service.id)));
  return {
    ipvs,
    known: entries.map(({service: {id}, destinations}) => ({id, servers: destinations})),
    async read(id) {
      if (!there.has(serviceKey(id))) return nothing;
      try {
        return {service: await ipvs.service(id), destinations: await ipvs.destinations(id)};
      } catch (error) {
        if ((error as Error).name !== 'Refusal') throw error;
        return nothing; // deleted since
      }
    },
  };
}

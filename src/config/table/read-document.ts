import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';
import {type DocumentReport, Fields, type Path} from './fields.js';
import {readDestinationFields} from './read-destination-fields.js';
import {readServiceFields} from './read-service-fields.js';

/** What our own documents of a table are called. */
export const listSchema = 'lvsctl.list/1';
export const snapshotSchema = 'lvsctl.snapshot/1';

/** Takes what a document has, in its order. */
export interface DocumentTaker extends DocumentReport {
  service(service: ServiceConfiguration, path: Path): void;
  destination(service: ServiceConfiguration, destination: DestinationConfiguration, path: Path): void;
}

const besides: ReadonlySet<string> = new Set(['kernel', 'name', 'at', 'note', 'mark']);

/** Reads a document of docs/json.md: lvsctl.list/1, or a snapshot. What is live in it (counters, rates) is passed over. */
export function readDocument(document: unknown, taker: DocumentTaker): void {
  const fields = new Fields(document, [], taker);
  const schema = fields.text('schema');
  if (schema !== undefined && schema !== listSchema && schema !== snapshotSchema)
    fields.problem(
      'schema',
      `schema is ${JSON.stringify(schema)}: lvsctl reads ${listSchema}, as lvsctl list prints it`,
    );
  if (!fields.has('services')) fields.problem('services', 'services is missing: a list is expected');
  for (const {value, path} of fields.list('services')) {
    const one = new Fields(value, path, taker);
    const service = readServiceFields(one);
    if (service) taker.service(service, path);
    for (const real of one.list('realServers')) {
      const destination = readDestinationFields(new Fields(real.value, real.path, taker));
      if (service && destination) taker.destination(service, destination, real.path);
    }
  }
  fields.end(besides);
}

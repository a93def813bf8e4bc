import {masquerading} from '../../../ipvs/forwarding.js';
import type {Director} from '../director.js';
import {bindDestination} from './binding.js';
import type {ConnectionEntry} from './connection.js';

type Given =
  | 'family'
  | 'protocol'
  | 'client'
  | 'clientPort'
  | 'virtual'
  | 'virtualPort'
  | 'destination'
  | 'destinationPort'
  | 'isTemplate'
  | 'timeout';

/** ip_vs_conn_new(): bound and in the table. */
export function newConnection(
  director: Director,
  given: Pick<ConnectionEntry, Given>,
  engineData?: string,
): ConnectionEntry {
  const {forwarding} = given.destination;
  const connection: ConnectionEntry = {
    ...given,
    isInactive: true,
    hasNoOutput: forwarding !== masquerading,
    state: 0,
    expiresAt: director.now + given.timeout,
    control: undefined,
    controlled: 0,
    engineData,
    script: undefined,
    serial: 0,
    key: '',
    timerAt: 0,
  };
  bindDestination(connection);
  director.connections.add(connection);
  return connection;
}

import type {Director} from '../director.js';
import {unbindDestination} from './binding.js';
import type {ConnectionEntry} from './connection.js';

/** A template that still has connections when its time is over is kept for so long each time, milliseconds. */
const extension = 60_000;

/** ip_vs_conn_expire() of the connection whose timer is the next. */
export function expireNext(director: Director): void {
  const {connections} = director;
  const connection = connections.takeExpired();
  if (connection.controlled > 0) {
    connection.timeout = extension;
    connections.rearm(connection, director.now + extension);
    return;
  }
  drop(director, connection);
}

/** ip_vs_conn_expire_now(): as soon as the clock moves. */
export function expireNow({connections, now}: Director, connection: ConnectionEntry): void {
  if (connection.expiresAt > now) connections.expireAt(connection, now);
}

/** ip_vs_expire_nodest_conn_flush(), for net.ipv4.vs.expire_nodest_conn=1: what leads to no server goes, and the template it leaves without connections. */
export function expireWithoutDestination(director: Director): void {
  for (const connection of director.connections.inCreation()) {
    if (connection.destination.isAvailable || connection.controlled > 0 || !director.connections.has(connection))
      continue;
    const {control} = connection;
    drop(director, connection);
    if (control && control.controlled === 0 && director.connections.has(control)) drop(director, control);
  }
}

function drop({connections}: Director, connection: ConnectionEntry): void {
  connections.remove(connection);
  if (connection.control) connection.control.controlled--;
  connection.control = undefined;
  unbindDestination(connection);
}
